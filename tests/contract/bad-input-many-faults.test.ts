import { describe, expect, test } from 'vitest';
import { INGEST_BODY_MAX_BYTES, ingestReport } from '@/contracts/ingest';
import { call, host, signUp } from '../support/api';
import { json } from '../support/bad-requests';
import { expectProblem, expectShape } from '../support/shapes';

const MIB = 2 ** 20;

/** As much of a part as goes into so many bytes, with commas between. */
function filled(bytes: number, open: string, part: (place: number) => string, close: string) {
  const parts: string[] = [];
  let left = bytes - open.length - close.length;
  for (let place = 0; left > 0; place++) {
    const next = part(place);
    left -= next.length + 1;
    if (left > 0) parts.push(next);
  }
  return open + parts.join(',') + close;
}

const wrongSetting = (place: number) => `"${place}":1`;

/** How long others wait at most, while this is answered. */
async function longestWait(answer: Promise<unknown>): Promise<number> {
  let isAnswered = false;
  void answer.finally(() => {
    isAnswered = true;
  });
  let longest = 0;
  while (!isAnswered) {
    const start = performance.now();
    expect((await call('GET', '/api/openapi.json')).status).toBe(200);
    longest = Math.max(longest, performance.now() - start);
  }
  return longest;
}

describe('a body of nothing but faults is refused at the first of them', () => {
  const send = async (method: string, path: string, text: string) => {
    const { accessToken: token } = await signUp();
    return expectProblem(await call(method, path, json(text, { token })), 400, 'validation_failed');
  };

  test('settings are counted before they are looked at', async () => {
    const text = filled(MIB, '{', wrongSetting, '}');
    const { errors } = await send('PATCH', '/api/users/me/preferences', text);
    expect(errors).toEqual([{ in: 'body', path: '', message: 'must have at most 100 keys' }]);
  });

  test('and those of an import', async () => {
    const text = filled(8 * MIB, '{"profile":{"preferences":{', wrongSetting, '}}}');
    const { errors } = await send('POST', '/api/users/me/import', text);
    const path = 'profile.preferences';
    expect(errors).toEqual([{ in: 'body', path, message: 'must have at most 1000 keys' }]);
  });

  test('a history is read until enough of it is wrong', async () => {
    const entry = '{"infoHash":1,"fileIndex":"","progressPercent":"","a":1}';
    const text = `{"watchHistory":[${Array(25_000).fill(entry)}]}`;
    const { errors = [] } = await send('POST', '/api/users/me/import', text);
    expect(errors[0]).toMatchObject({ in: 'body', path: 'watchHistory.0.infoHash' });
    expect(errors.at(-1)?.path).toMatch(/^watchHistory\.3\./);
  });
});

describe('a table is refused', () => {
  const send = async (text: string) => {
    const { accessToken: token } = await signUp();
    const headers = { 'content-type': 'text/csv' };
    const options = { token, body: text, headers };
    const answer = await call('POST', '/api/users/me/watch-history.csv', options);
    return expectProblem(answer, 400, 'validation_failed').errors;
  };

  test.each([
    ['columns without end', `${'1,'.repeat(4 * MIB - 2)}1\n1\n`, /more than 100 fields/],
    ['a row without end', `a,b\n${','.repeat(8 * MIB - 4)}`, /more than 100 fields/],
    ['a row of empty quotes', `a,b\n${'"",'.repeat(2 * MIB)}`, /more than 100 fields/],
    ['a field without end', `a,b\n"${'a'.repeat(8 * MIB - 5)}`, /Max Record Size/],
    ['rows without end', `a\n${'1\n'.repeat(4 * MIB - 2)}`, /25000 items/],
  ])('for %s', async (_what, text, error) => {
    const message = expect.stringMatching(error);
    expect(await send(text)).toEqual([{ in: 'body', path: '', message }]);
  });
});

describe('a batch of millions of faults is rejected with some of them', () => {
  const path = '/api/ingest';
  const record = `{"files":[${Array(100_000).fill('{}')}]}`;

  test('and holds nobody up', async () => {
    const text = filled(INGEST_BODY_MAX_BYTES, '{"torrents":[', () => record, ']}');
    const answer = call('POST', path, json(text, { key: host.ingestKey }));
    // It was a quarter of a minute, in which nobody was answered.
    expect(await longestWait(answer)).toBeLessThan(3_000);
    const { received, rejected, results } = expectShape(await answer, 200, ingestReport);
    expect(rejected).toBe(received);
    expect(results[0]?.errors).toContainEqual(expect.objectContaining({ path: 'files.0.index' }));
  });
});
