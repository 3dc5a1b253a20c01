import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { accountExport } from '@/contracts/account-export';
import type { Session } from '@/contracts/accounts';
import { endpoints } from '@/controllers/table';
import { type Call, call, newEmail, signUp } from '../support/api';
import { addTorrents } from '../support/catalogue';
import { expectShape } from '../support/shapes';

/** What no other account has, so that it is found wherever it comes out. */
const newMark = () => `mark-${randomUUID()}`;

const PASSWORD_OF_ANN = 'what Ann alone knows';

/** Ann, who has some of everything that an account can have. */
async function makeAnn() {
  const { accessToken, user } = await signUp(newEmail(), PASSWORD_OF_ANN);
  const device = newMark();
  const json = { email: user.email, password: PASSWORD_OF_ANN, device };
  const other: Session = (await call('POST', '/api/auth/sign-in', { json })).json;
  const token = accessToken;

  const preference = newMark();
  await call('PATCH', '/api/users/me/preferences', { token, json: { [preference]: newMark() } });
  const watched = await addTorrents({ name: newMark() }, { name: newMark() });
  for (const { id: torrentId } of watched) {
    const json = { torrentId, progressPercent: 37, positionSeconds: 4321.125 };
    await call('POST', '/api/watch-history', { token, json });
  }
  const cursorOf = async (path: string): Promise<string> =>
    (await call('GET', `${path}?limit=1`, { token })).json.nextCursor;
  return {
    token,
    email: user.email,
    preference,
    refreshToken: other.refreshToken,
    torrentId: watched[0]?.id ?? '',
    infoHash: watched[0]?.record.infoHash,
    entriesCursor: await cursorOf('/api/watch-history'),
    sessionsCursor: await cursorOf('/api/users/me/sessions'),
    all: await everythingOf(token),
  };
}

async function everythingOf(token: string) {
  const answer = await call('GET', '/api/users/me/export', { token });
  const { exportedAt: _, ...all } = expectShape(answer, 200, accountExport);
  return all;
}

let ann: Awaited<ReturnType<typeof makeAnn>>;
beforeAll(async () => {
  ann = await makeAnn();
});

/** All that only Ann may be told. */
function secretsOfAnn(): string[] {
  const { profile, sessions, watchHistory } = ann.all;
  return [
    profile.id,
    profile.email,
    ...Object.entries(profile.preferences).flat(),
    ...sessions.flatMap(({ id, device }) => (device === null ? [id] : [id, device])),
    ...watchHistory.flatMap(({ id, name }) => [id, name]),
    '4321.125',
  ];
}

interface Try extends Call {
  path: string;
}
type Tries = (path: string) => Try[];

const withId =
  (idsOf: () => { id: string }[]): Tries =>
  (path) =>
    idsOf().map(({ id }) => ({ path: path.replace('{id}', id) }));

const plain: Tries = (path) => [
  { path },
  { path: `${path}?userId=${ann.all.profile.id}&email=${ann.email}` },
];
const withPassword = (more: object): Tries => {
  return (path) => [{ path, json: { currentPassword: PASSWORD_OF_ANN, ...more } }];
};
const watchOfAnn = () => ({
  infoHash: ann.infoHash,
  progressPercent: 1,
  watchedAt: '2001-01-01T00:00:00Z',
});

/** What somebody else would send to get at what is Ann's. */
const tries: Record<string, Tries> = {
  'GET /api/auth/me': plain,
  'POST /api/auth/request-confirmation': plain,
  'GET /api/users/me': plain,
  'DELETE /api/users/me': withPassword({}),
  'PATCH /api/users/me/preferences': (path) => [
    { path, json: {} },
    { path, json: { [ann.preference]: null } },
  ],
  'PATCH /api/users/me/password': withPassword({ newPassword: 'what Ann does not know' }),
  'GET /api/users/me/export': plain,
  'POST /api/users/me/import': (path) => [
    { path, json: { ...ann.all, watchHistory: [watchOfAnn()] } },
    { path, json: { watchHistory: ann.all.watchHistory } },
  ],
  'GET /api/users/me/watch-history.csv': plain,
  'POST /api/users/me/watch-history.csv': (path) => [
    {
      path,
      body: `infoHash,progressPercent,watchedAt\n${Object.values(watchOfAnn()).join(',')}\n`,
      headers: { 'content-type': 'text/csv' },
    },
  ],
  'GET /api/users/me/sessions': (path) => [
    ...plain(path),
    { path: `${path}?cursor=${ann.sessionsCursor}` },
  ],
  'DELETE /api/users/me/sessions': plain,
  'DELETE /api/users/me/sessions/{id}': withId(() => ann.all.sessions),
  'POST /api/watch-history': (path) => [
    { path, json: { torrentId: ann.torrentId, progressPercent: 1 } },
    {
      path,
      json: { torrentId: ann.torrentId, progressPercent: 1, watchedAt: '2001-01-01T00:00:00Z' },
    },
  ],
  'GET /api/watch-history': (path) => [
    ...plain(path),
    { path: `${path}?cursor=${ann.entriesCursor}` },
  ],
  'DELETE /api/watch-history': plain,
  'DELETE /api/watch-history/{id}': withId(() => ann.all.watchHistory),
};

const ofUsers = endpoints.filter(({ access }) => access === 'user');

test('each endpoint for people is tried', () => {
  expect(Object.keys(tries).sort()).toEqual(
    ofUsers.map(({ method, path }) => `${method} ${path}`).sort(),
  );
});

describe('somebody else', () => {
  test.each(ofUsers.map(({ method, path }) => [method, path] as const))(
    'learns and changes nothing of Ann’s by %s %s',
    async (method, path) => {
      for (const { path: asked, ...request } of tries[`${method} ${path}`]?.(path) ?? []) {
        const { accessToken: token } = await signUp();
        const answer = await call(method, asked, { token, ...request });
        expect(answer.status).toBeLessThan(500);
        // What a problem repeats of the path is what was asked.
        const told = answer.text.replaceAll(asked, '') + JSON.stringify([...answer.headers]);
        for (const secret of secretsOfAnn()) expect(told).not.toContain(secret);
        expect(await everythingOf(ann.token)).toEqual(ann.all);
      }
    },
  );

  test('who signs out or refreshes for Ann with half of her token ends nothing', async () => {
    const [id] = ann.refreshToken.split('.');
    const json = { refreshToken: `${id}.${'A'.repeat(43)}` };
    for (const path of ['/api/auth/refresh', '/api/auth/sign-out']) {
      await call('POST', path, { json });
      expect(await everythingOf(ann.token)).toEqual(ann.all);
    }
  });
});
