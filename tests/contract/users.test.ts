import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { accountExport } from '@/contracts/account-export';
import { type Preferences, preferences, profile } from '@/contracts/accounts';
import { type Answer, call, host, signUp } from '../support/api';
import { addTorrent, addTorrents } from '../support/catalogue';
import { eventually } from '../support/eventually';
import { expectProblem, expectShape } from '../support/shapes';

/** Somebody who keeps settings. */
async function person() {
  const { accessToken: token, user } = await signUp();
  const patch = (json: unknown) => call('PATCH', '/api/users/me/preferences', { token, json });
  const patchText = (body: string) =>
    call('PATCH', '/api/users/me/preferences', {
      token,
      body,
      headers: { 'content-type': 'application/json' },
    });
  const getProfile = async () =>
    expectShape(await call('GET', '/api/users/me', { token }), 200, profile);
  return { user, patch, patchText, getProfile };
}

const patched = (answer: Answer): Preferences => expectShape(answer, 200, preferences);

/** So many settings, named from a place on. */
const manySettings = (count: number, start = 0) =>
  Object.fromEntries(Array.from({ length: count }, (_, place) => [`k${start + place}`, 'on']));

describe('the profile', () => {
  test('shows who is signed in, and no preferences at first', async () => {
    const { user, getProfile } = await person();
    expect(await getProfile()).toEqual({ ...user, preferences: {} });
  });

  test('shows the preferences', async () => {
    const { user, patch, getProfile } = await person();
    await patch({ language: 'en' });
    expect(await getProfile()).toEqual({ ...user, preferences: { language: 'en' } });
  });
});

describe('the export of an account', () => {
  test('has everything of theirs, and no secrets', async () => {
    const { accessToken: token, user } = await signUp();
    await call('PATCH', '/api/users/me/preferences', { token, json: { language: 'en' } });
    const torrent = await addTorrent();
    const json = { torrentId: torrent.id, progressPercent: 42, positionSeconds: 7.5 };
    const watched = await call('POST', '/api/watch-history', { token, json });
    const answer = await call('GET', '/api/users/me/export', { token });
    const { exportedAt, sessions, ...rest } = expectShape(answer, 200, accountExport);
    expect(Math.abs(Date.parse(exportedAt) - Date.now())).toBeLessThan(60_000);
    expect(sessions).toMatchObject([{ isCurrent: true, device: null }]);
    const { infoHash, name } = torrent.record;
    expect(rest).toEqual({
      profile: { ...user, preferences: { language: 'en' } },
      watchHistory: [{ ...watched.json, infoHash, name }],
    });
    expect(answer.text).not.toMatch(/argon2|hash":"[0-9a-f]{64}/i);
  });

  test('has all that was ever watched, the newest first', async () => {
    const { accessToken: token } = await signUp();
    const torrents = await addTorrents(...Array.from({ length: 120 }, () => ({})));
    for (const { id: torrentId } of torrents) {
      await call('POST', '/api/watch-history', { token, json: { torrentId, progressPercent: 1 } });
    }
    const answer = await call('GET', '/api/users/me/export', { token });
    const { watchHistory } = expectShape(answer, 200, accountExport);
    expect(watchHistory.map(({ torrentId }) => torrentId)).toEqual(
      torrents.map(({ id }) => id).reverse(),
    );
  });
});

test('an export whose caller has gone makes room for others', async () => {
  const { accessToken: token } = await signUp();
  const path = '/api/users/me/export';
  const { hostname, port } = new URL(host.baseUrl);
  // Some of them go before it has begun, and some while it goes out.
  for (let count = 0; count < 240; count++) {
    const socket = connect(Number(port), hostname);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n\r\n`);
    await sleep(count % 24);
    socket.destroy();
  }
  await eventually(async () => expect((await call('GET', path, { token })).status).toBe(200));
});

describe('patching preferences', () => {
  test('merges, and answers the whole', async () => {
    const { patch, getProfile } = await person();
    expect(patched(await patch({ language: 'en', subtitles: 'on' }))).toEqual({
      language: 'en',
      subtitles: 'on',
    });
    const whole = { language: 'de', subtitles: 'on', volume: '80' };
    expect(patched(await patch({ language: 'de', volume: '80' }))).toEqual(whole);
    expect((await getProfile()).preferences).toEqual(whole);
  });

  test('removes with null, also what is not there', async () => {
    const { patch, getProfile } = await person();
    await patch({ language: 'en', subtitles: 'on' });
    const answer = await patch({ language: null, nothing: null, theme: 'dark' });
    expect(patched(answer)).toEqual({ subtitles: 'on', theme: 'dark' });
    expect((await getProfile()).preferences).toEqual({ subtitles: 'on', theme: 'dark' });
  });

  test('with nothing changes nothing', async () => {
    const { patch } = await person();
    await patch({ language: 'en' });
    expect(patched(await patch({}))).toEqual({ language: 'en' });
  });

  test.each([
    ['empty', ''],
    ['blank', '  \n '],
    ['JSON', '{"a":[1,2,{"b":null}]}'],
    ['in many scripts', 'ä 映画 \u202eabc 🎬 क़'],
    ['as long as they can be', 'ü'.repeat(4096)],
  ])('keeps values as they are: %s', async (_what, value) => {
    const { patch, getProfile } = await person();
    expect(patched(await patch({ key: value }))).toEqual({ key: value });
    expect((await getProfile()).preferences).toEqual({ key: value });
  });

  test.each(['a', 'A', 'a1', 'player.volume', 'a-b_c.d', `k${'x'.repeat(63)}`])(
    'takes the key %s',
    async (key) => {
      const { patch } = await person();
      expect(patched(await patch({ [key]: 'on' }))).toEqual({ [key]: 'on' });
    },
  );

  test('tells keys apart by case', async () => {
    const { patch } = await person();
    expect(patched(await patch({ theme: 'dark', Theme: 'light' }))).toEqual({
      theme: 'dark',
      Theme: 'light',
    });
  });

  test.each([
    '',
    '1a',
    '_a',
    '.a',
    '-a',
    'a b',
    'a/b',
    'ä',
    'aä',
    ' a',
    'a\n',
    `k${'x'.repeat(64)}`,
  ])('refuses the key %j and changes nothing', async (key) => {
    const { patch, getProfile } = await person();
    const answer = await patch({ fine: 'on', [key]: 'on' });
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'body', path: key }]);
    expect((await getProfile()).preferences).toEqual({});
  });

  test.each([
    ['a number', 1],
    ['a boolean', true],
    ['an object', { a: 'b' }],
    ['a list', ['a']],
    ['too long', 'x'.repeat(4097)],
  ])('refuses a value that is %s and changes nothing', async (_what, value) => {
    const { patch, getProfile } = await person();
    const answer = await patch({ fine: 'on', wrong: value });
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'body', path: 'wrong' }]);
    expect((await getProfile()).preferences).toEqual({});
  });

  test.each(['constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'])(
    'takes %s for a key like any other',
    async (key) => {
      const { patchText, getProfile } = await person();
      expect(patched(await patchText(`{"${key}":"on"}`))).toEqual({ [key]: 'on' });
      expect((await getProfile()).preferences).toEqual({ [key]: 'on' });
      expect(patched(await patchText(`{"${key}":null}`))).toEqual({});
    },
  );

  test.each([
    '{"fine":"on","__proto__":"on"}',
    '{"fine":"on","__proto__":null}',
    '{"fine":"on","__proto__":{"isAdmin":"yes"}}',
    '{"fine":"on","constructor":{"prototype":{"isAdmin":"yes"}}}',
  ])('refuses to touch what objects come from: %s', async (text) => {
    const { patchText, getProfile } = await person();
    const answer = await patchText(text);
    expect(['invalid_json', 'validation_failed']).toContain(answer.json.code);
    expectProblem(answer, 400, answer.json.code);
    expect((await getProfile()).preferences).toEqual({});
  });

  test('refuses more than 100 keys at once', async () => {
    const { patch } = await person();
    expectProblem(await patch(manySettings(101)), 400, 'validation_failed');
    expect(Object.keys(patched(await patch(manySettings(100))))).toHaveLength(100);
  });
});

describe('200 preferences', () => {
  test('are all that one person keeps', async () => {
    const { patch, getProfile } = await person();
    await patch(manySettings(100));
    const full = patched(await patch(manySettings(100, 100)));
    expect(Object.keys(full)).toHaveLength(200);
    expectProblem(await patch({ oneMore: 'on' }), 409, 'too_many_preferences');
    expect((await getProfile()).preferences).toEqual(full);
  });

  test('can be changed and exchanged', async () => {
    const { patch } = await person();
    await patch(manySettings(100));
    await patch(manySettings(100, 100));
    expect(patched(await patch({ k0: 'off' }))).toMatchObject({ k0: 'off' });
    expect(patched(await patch({ k0: null, another: 'on' }))).toMatchObject({ another: 'on' });
  });

  test('are not exceeded by many patches at once', async () => {
    const { patch, getProfile } = await person();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, place) => patch(manySettings(50, place * 50))),
    );
    const accepted = answers.filter(({ status }) => status === 200);
    expect(accepted).toHaveLength(4);
    for (const answer of answers) {
      if (answer.status === 200) expect(Object.keys(patched(answer)).length % 50).toBe(0);
      else expectProblem(answer, 409, 'too_many_preferences');
    }
    expect(Object.keys((await getProfile()).preferences)).toHaveLength(200);
  });

  test('of one person leave room for another', async () => {
    const [one, other] = await Promise.all([person(), person()]);
    await one.patch(manySettings(100));
    await one.patch(manySettings(100, 100));
    expect(patched(await other.patch({ k0: 'mine' }))).toEqual({ k0: 'mine' });
  });
});

test('patches at once to different keys are all kept', async () => {
  const { patch, getProfile } = await person();
  await Promise.all(Array.from({ length: 12 }, (_, place) => patch({ [`k${place}`]: 'on' })));
  expect((await getProfile()).preferences).toEqual(manySettings(12));
});
