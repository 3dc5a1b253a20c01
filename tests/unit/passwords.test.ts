import { describe, expect, test } from 'vitest';
import { createPasswords } from '@/lib/passwords';

const passwords = createPasswords();
const PASSWORD = 'correct horse battery staple';
const stored = await passwords.hash(PASSWORD);

const MIB = 1024 * 1024;
/** What one hash holds while it is made. */
const HASH_BYTES = 19 * MIB;

describe('a hash', () => {
  test('says how it was made, as OWASP asks', () => {
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  test('is of that password alone', async () => {
    expect(await passwords.verify(stored, PASSWORD)).toBe(true);
    for (const other of ['', PASSWORD.toUpperCase(), `${PASSWORD} `, PASSWORD.slice(1)]) {
      expect(await passwords.verify(stored, other)).toBe(false);
    }
  });

  test('is another each time', async () => {
    const again = await passwords.hash(PASSWORD);
    expect(again).not.toBe(stored);
    expect(await passwords.verify(again, PASSWORD)).toBe(true);
  });

  test.each([
    ['a letter and its accent, composed or not', 'caf\u00e9 caf\u00e9', 'cafe\u0301 cafe\u0301'],
    ['full width letters', 'ｐａｓｓｗｏｒｄ', 'password'],
    ['ligatures', 'eﬃcient', 'efficient'],
    ['Hangul', '비밀번호'.normalize('NFD'), '비밀번호'.normalize('NFC')],
    ['half width kana', 'ﾊﾟｽﾜｰﾄﾞ', 'パスワード'],
  ])('is the same for %s', async (_, one, other) => {
    expect(one).not.toBe(other);
    expect(await passwords.verify(await passwords.hash(one), other)).toBe(true);
    expect(await passwords.verify(await passwords.hash(other), one)).toBe(true);
  });

  test('takes the longest password there may be', async () => {
    const longest = '\ufdfa'.repeat(256);
    expect(await passwords.verify(await passwords.hash(longest), longest)).toBe(true);
  });
});

describe('an address that nobody has', () => {
  test('matches no password', async () => {
    for (const password of ['', PASSWORD, 'null']) {
      expect(await passwords.verify(null, password)).toBe(false);
    }
  });

  test('costs the work of a real verification', async () => {
    const works = async (hash: string | null) => {
      const before = process.cpuUsage();
      await passwords.verify(hash, 'another password');
      const { user, system } = process.cpuUsage(before);
      return user + system;
    };
    const known: number[] = [];
    const unknown: number[] = [];
    for (let round = 0; round < 10; round++) {
      known.push(await works(stored));
      unknown.push(await works(null));
    }
    // The least of several, in time on the processor: whatever else ran meanwhile is not in it.
    const ratio = Math.min(...unknown) / Math.min(...known);
    expect(ratio).toBeGreaterThan(0.5);
    expect(ratio).toBeLessThan(2);
  });
});

describe('a burst of 500', () => {
  test('is told to come back beyond what can wait, and memory stays small', async () => {
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 5);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 500 }, (_, index) =>
        index % 2 === 0 ? passwords.hash(PASSWORD) : passwords.verify(null, PASSWORD),
      ),
    );
    clearInterval(watch);

    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(500);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'overloaded' });
    // Those who came first are served.
    const firstRefused = outcomes.findIndex(({ status }) => status === 'rejected');
    expect(outcomes.slice(firstRefused).map(({ status }) => status)).toEqual(
      Array(refused.length).fill('rejected'),
    );
    expect(most - before).toBeLessThan(8 * HASH_BYTES);
  });

  test('is over when it is over', async () => {
    expect(await passwords.verify(stored, PASSWORD)).toBe(true);
  });
});
