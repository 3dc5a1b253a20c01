import { randomInt, randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { Session } from '@/contracts/accounts';
import { askServer } from '../support/commands';
import {
  infoHashes,
  oneOf,
  recordOf,
  secondsAgo,
  startContended,
  titles,
  v2Of,
} from '../support/contended';
import { shuffled } from '../support/random';
import { INGEST_KEY } from '../support/secrets';

const CALLERS = 12;
const CALLS_EACH = 60;

const someHashes = (count: number) => shuffled(infoHashes).slice(0, count);

test('callers who write the same torrents and accounts at once never fail, and totals add up', async () => {
  const { server, signUp, admin, people, rows } = await startContended();
  const ids = new Map<string, string>();
  let created = 0;
  let removed = 0;

  const ask: typeof askServer = async (server, method, path, request) => {
    const answer = await askServer(server, method, path, request);
    if (answer.status < 500) return answer;
    const log = server
      .output()
      .match(/^.*"level":"(?:error|warn)".*$/gm)
      ?.join('\n');
    throw new Error(`${method} ${path} answered ${JSON.stringify(answer.json)}: ${log}`);
  };
  const as = ({ accessToken }: Session, method: string, path: string, json?: unknown) =>
    ask(server, method, path, {
      authorization: `Bearer ${accessToken}`,
      ...(json !== undefined && { json }),
    });
  const somebody = (method: string, path: string, json?: unknown) =>
    as(oneOf(people), method, path, json);
  const administer = (method: string, path: string, json?: unknown) =>
    as(admin, method, path, json);

  async function ingest(torrents: object[]) {
    const headers = { 'x-api-key': INGEST_KEY, json: { torrents } };
    const answer = await ask(server, 'POST', '/api/ingest', headers);
    const { received, created: fresh, updated, unchanged, rejected, results } = answer.json;
    expect(fresh + updated + unchanged + rejected).toBe(received);
    created += fresh;
    for (const { infoHash, id } of results) if (id) ids.set(infoHash, id);
    return answer;
  }

  const calls = {
    ingest: () => ingest(someHashes(10).map(recordOf)),
    replace: () => {
      const [infoHash = '', replaces] = someHashes(2);
      return ingest([{ ...recordOf(infoHash), replaces }]);
    },
    half: () => ingest(someHashes(3).map((infoHash) => recordOf(v2Of(infoHash)))),
    join: () =>
      ingest(
        someHashes(3).map((infoHash) => ({ ...recordOf(infoHash), infoHashV2: v2Of(infoHash) })),
      ),
    remove: async () => {
      const answer = await administer('DELETE', `/api/admin/torrents/${oneOf(infoHashes)}`);
      if (answer.status === 204) removed += 1;
      return answer;
    },
    block: async () => {
      const blocked = someHashes(4);
      const request = { infoHashes: blocked, reason: 'a test' };
      const answer = await administer('POST', '/api/admin/blocks', request);
      removed += answer.json.removedTorrents;
      // One after the other: with those of all callers at once they were more than are worked on.
      for (const infoHash of [...blocked, ...blocked.map(v2Of)]) {
        await administer('DELETE', `/api/admin/blocks/${infoHash}`);
      }
      return answer;
    },
    correct: () =>
      administer('PATCH', `/api/admin/torrents/${oneOf(infoHashes)}`, { name: oneOf(titles) }),
    release: () =>
      administer('PATCH', `/api/admin/torrents/${oneOf(infoHashes)}`, { release: ['name'] }),
    watch: () =>
      somebody('POST', '/api/watch-history', {
        torrentId: oneOf([...ids.values(), randomUUID()]),
        progressPercent: randomInt(101),
      }),
    import: async () => {
      const answer = await somebody('POST', '/api/users/me/import', {
        profile: { preferences: { language: 'en' } },
        watchHistory: someHashes(16).map((infoHash) => ({
          infoHash,
          progressPercent: randomInt(101),
          watchedAt: secondsAgo(randomInt(1_000)),
        })),
      });
      const { received, created, updated, unchanged, skipped } = answer.json.watchHistory;
      expect(created + updated + unchanged + skipped.length).toBe(received);
      return answer;
    },
    forget: () => somebody('DELETE', '/api/watch-history'),
    prefer: () => somebody('PATCH', '/api/users/me/preferences', { a: 'x', b: null }),
    signOutOthers: () => somebody('DELETE', '/api/users/me/sessions'),
    export: () => somebody('GET', '/api/users/me/export'),
    comeAndGo: async () => {
      const visitor = await signUp();
      const watchHistory = infoHashes.map((infoHash) => ({
        infoHash,
        progressPercent: 1,
        watchedAt: secondsAgo(1),
      }));
      await as(visitor, 'POST', '/api/users/me/import', { watchHistory });
      return administer('DELETE', `/api/admin/users/${visitor.user.id}`);
    },
  };

  await rows('create table gone (id uuid)');
  await rows(`create function note_gone() returns trigger language plpgsql
      as $$ begin insert into gone values (old.id); return null; end $$`);
  await rows(`create trigger note_gone after delete on torrents
      for each row execute function note_gone()`);
  await ingest(infoHashes.map(recordOf));
  const caller = async () => {
    for (let count = 0; count < CALLS_EACH; count++) await oneOf(Object.values(calls))();
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));

  const [kept] = await rows(`select count(*)::int as torrents,
      count(distinct f.torrent_id)::int as files, count(distinct s.torrent_id)::int as swarms
      from torrents t left join files f on f.torrent_id = t.id
      left join swarms s on s.torrent_id = t.id`);
  const [{ gone }] = await rows('select count(*)::int as gone from gone');
  // The others were joined with their other halves.
  expect(gone).toBeGreaterThan(removed);
  const torrents = created - gone;
  expect(kept).toEqual({ torrents, files: torrents, swarms: torrents });
  const known = await rows('select title from titles order by title');
  expect(known).toEqual(await rows('select distinct title from torrents order by title'));
});

test('a batch is stored however often others are faster with its torrents', async () => {
  const { server, rows } = await startContended();
  let isOver = false;
  async function removeSome(): Promise<void> {
    while (!isOver) await rows(`delete from torrents where info_hash = '${oneOf(infoHashes)}'`);
  }
  async function caller(): Promise<void> {
    for (let count = 0; count < 10; count++) {
      const answer = await askServer(server, 'POST', '/api/ingest', {
        'x-api-key': INGEST_KEY,
        json: { torrents: someHashes(10).map(recordOf) },
      });
      expect(answer.json).toMatchObject({ received: 10, rejected: 0 });
    }
  }

  const removing = removeSome();
  await Promise.all(Array.from({ length: CALLERS }, caller)).finally(() => {
    isOver = true;
  });
  await removing;
  expect(server.output()).toContain('ingest starts over');
});
