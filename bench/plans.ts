import { randomUUID } from 'node:crypto';
import { parseArgs } from 'node:util';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client } from 'pg';
import { RECORD_FILES_MAX } from '@/contracts/ingest';
import { orders } from '@/contracts/torrents';
import type { Database } from '@/db/database';
import * as ingest from '@/db/repositories/ingest';
import * as sessions from '@/db/repositories/sessions';
import * as titles from '@/db/repositories/titles';
import * as search from '@/db/repositories/torrent-search';
import * as torrents from '@/db/repositories/torrents';
import * as users from '@/db/repositories/users';
import * as watches from '@/db/repositories/watch-history';
import * as words from '@/db/repositories/words';
import { oneSlipAway } from '@/search/spelling';
import { toEntry } from '@/services/index-entries';
import { startPostgres } from '@/tests/support/postgres';
import { runCli } from '@/tests/support/server';
import { fillWithData } from './data/fill';
import { fillPeople } from './data/people';
import { environmentOf } from './environment';

/**
 * Calls every function of the repositories on a large catalogue, and shows how PostgreSQL went
 * about it. Ends with 1 when one reads a large table from end to end.
 */
const usage = `npm run plans -- [--torrents 1000000] [--only NAME] [--full]
  --only  a part of the names of the functions
  --full  the whole plans, not only the tables and indexes that they read`;

const { values: options } = parseArgs({
  options: {
    torrents: { type: 'string', default: '1000000' },
    only: { type: 'string', default: '' },
    full: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

/** From its sixth call on, PostgreSQL may plan a prepared statement without looking at its values. */
const CALLS = 7;
/** More than a few rows read, or passed over, from end to end. */
const LARGE_TABLE_SCAN =
  /Seq Scan on (?:torrents|files|swarms|words|titles|users|sessions|watch_history)\b[^\n]*(?:\(actual [^\n]* rows=\d{3,}|\n[^>]*Rows Removed by Filter: \d{3,})/;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A function of a repository, called as a service would. */
interface Call {
  name: string;
  run(db: Database): Promise<unknown>;
}

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  const postgres = await startPostgres({
    session_preload_libraries: 'auto_explain',
    'auto_explain.log_min_duration': '0',
    'auto_explain.log_analyze': 'on',
    'auto_explain.log_buffers': 'on',
    max_wal_size: '8GB',
  });
  try {
    const url = await postgres.createDatabase();
    await runCli('migrate', [], environmentOf(url));
    const count = Number(options.torrents);
    await timed(`${count} torrents`, () => fillWithData(url, count, 1));
    await timed('people', () => fillPeople(url));
    const client = new Client({ connectionString: url });
    await client.connect();
    process.exitCode = (await explainAll(client, count)) ? 0 : 1;
    await client.end();
  } finally {
    await postgres.stop();
  }
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const start = performance.now();
  await work();
  console.error(`… ${what}: ${Math.round((performance.now() - start) / 1000)} s`);
}

/** False when a call reads a large table from end to end. */
async function explainAll(client: Client, count: number): Promise<boolean> {
  const db = drizzle(client, { casing: 'snake_case' }) as unknown as Database;
  const plans: string[] = [];
  client.on('notice', ({ message = '' }) => plans.push(message));
  let isFine = true;
  for (const { name, run } of await callsOn(db, count)) {
    if (!name.includes(options.only)) continue;
    for (let call = 1; call < CALLS; call++) await run(db);
    await client.query("set client_min_messages = 'log'");
    plans.length = 0;
    await run(db);
    const found = [...plans];
    await client.query("set client_min_messages = 'warning'");
    const readsAll = found.some((plan) => LARGE_TABLE_SCAN.test(plan));
    if (readsAll) isFine = false;
    console.log(`\n${readsAll ? '✗' : '·'} ${name}`);
    for (const plan of found) console.log(options.full ? plan : summary(plan));
  }
  return isFine;
}

/** Duration, and what was read: one line of a plan for each table or index. */
function summary(plan: string): string {
  const [, duration = ''] = /^duration: ([\d.]+) ms/.exec(plan) ?? [];
  const reads = plan
    .split('\n')
    .filter((line) => /\(actual|Rows Removed/.test(line) && /Scan|Removed| on /.test(line))
    .map((line) => line.replace(/\(cost=.*?\) /, '').trim());
  return [`  ${duration} ms`, ...reads.map((read) => `    ${read}`)].join('\n');
}

async function callsOn(db: Database, count: number): Promise<Call[]> {
  const latest = await torrents.listLatestTorrents(db, 1000, null);
  const [middle] = latest.slice(-1);
  const people = await users.listUsers(db, {}, 100, null);
  const user = people.at(-1);
  if (middle === undefined || user === undefined) throw new Error('there is nothing to ask for');
  const key = { time: middle.createdAt.getTime(), id: middle.id };
  const userKey = { time: user.createdAt.getTime(), id: user.id };
  const now = new Date();
  const later = new Date(now.getTime() + DAY_MS);
  const hashes = latest.slice(0, 500).map(({ infoHash }) => infoHash);
  const ids = latest.slice(0, 500).map(({ id }) => id);
  const [watch] = await watches.listWatches(db, { userId: user.id, percent: null }, 1, null);
  const watchKey = { userId: user.id, torrentId: middle.id, fileIndex: null };
  const sessionId = randomUUID();
  await sessions.insertSession(db, {
    id: sessionId,
    userId: user.id,
    tokenHash: 'a'.repeat(64),
    device: null,
    expiresAt: later,
  });
  if (watch === undefined) throw new Error('the filling is not whole');
  const ask = (words: string[], after: search.SearchKey | null = null): search.Ask => ({
    conditions: {
      parts: words.map((word) => `'${word}'`),
      within: null,
      recheck: null,
      inFiles: [],
      minSize: null,
      maxSize: null,
      yearFrom: null,
      yearTo: null,
      hasSeeders: false,
    },
    likeness: {
      title: words.join(' '),
      titleBeforeYear: null,
      titleYear: null,
      inOrder: null,
      inName: null,
      near: null,
    },
    limit: 21,
    after,
    withFacets: false,
  });
  const stored = await ingest.lockTorrents(db, hashes, []);
  return [
    { name: 'listLatestTorrents', run: (db) => torrents.listLatestTorrents(db, 21, null) },
    { name: 'listLatestTorrents after', run: (db) => torrents.listLatestTorrents(db, 21, key) },
    {
      name: 'findTorrentByInfoHash',
      run: (db) => torrents.findTorrentByInfoHash(db, hashes.slice(0, 2)),
    },
    {
      name: 'findTorrentWithFiles by id',
      run: (db) => torrents.findTorrentWithFiles(db, { by: 'id', value: middle.id }),
    },
    {
      name: 'findTorrentWithFiles by infoHash',
      run: (db) => torrents.findTorrentWithFiles(db, { by: 'infoHash', value: middle.infoHash }),
    },
    { name: 'hasTorrents', run: (db) => torrents.hasTorrents(db) },
    ...orders.map((order) => ({
      name: `rankMatches by ${order}`,
      run: (db: Database) => search.rankMatches(db, order, ask(['night', 'love'])),
    })),
    {
      name: 'rankMatches of a stretch of a common word',
      run: (db) => search.rankMatches(db, 'relevance', ask(['@13:4', '1080p'])),
    },
    {
      name: 'rankMatches of two common words that never meet',
      run: (db) => search.rankMatches(db, 'relevance', ask(['1080p', '720p'])),
    },
    {
      name: 'rankMatches after',
      run: (db) =>
        search.rankMatches(db, 'relevance', ask(['night', 'love'], { rank: 150, tie: '5000' })),
    },
    { name: 'rankTitles', run: (db) => search.rankTitles(db, ask(['night']), count) },
    { name: 'walkMatches by size', run: (db) => search.walkMatches(db, 'size', ask(['1080p'])) },
    {
      name: 'walkMatches by seeders',
      run: (db) => search.walkMatches(db, 'seeders', ask(['1080p'])),
    },
    {
      name: 'walkMatches by size, after',
      run: (db) => search.walkMatches(db, 'size', ask(['1080p'], { rank: -4e9, tie: middle.id })),
    },
    { name: 'listTorrentsByIds', run: (db) => torrents.listTorrentsByIds(db, ids.slice(0, 20)) },
    {
      name: 'findWords',
      run: (db) => words.findWords(db, [...oneSlipAway('nigth'), ...oneSlipAway('beethovn')]),
    },
    ...['n', 'ni', 'nig', 'nigh'].map((start) => ({
      name: `lookUpWords ${start}`,
      run: (db: Database) => words.lookUpWords(db, ['night', 'love'], [start], 257),
    })),
    {
      name: 'listTitlesAmong',
      run: (db) =>
        titles.listTitlesAmong(
          db,
          Array.from({ length: 234 }, (_, place) => `the night of love ${place}`),
        ),
    },
    {
      name: 'listWordsLike',
      run: (db) => words.listWordsLike(db, ['nigthfal', 'beethovven'], 40),
    },
    {
      name: 'listGone',
      run: (db) =>
        words.listGone(
          db,
          new Map(['nocturnes', 'zqxjzqkvz'].map((word) => [word, `'${word}' | '/${word}'`])),
        ),
    },
    { name: 'lockTorrent', run: (db) => ingest.lockTorrent(db, middle.id) },
    { name: 'lockTorrents, 500', run: (db) => ingest.lockTorrents(db, hashes, []) },
    {
      name: 'lockTorrents, 500 with v2',
      run: (db) => ingest.lockTorrents(db, hashes, ['f'.repeat(64)]),
    },
    { name: 'listFilesOf, 500', run: (db) => torrents.listFilesOf(db, ids) },
    {
      name: 'updateTorrents, 500',
      run: (db) =>
        ingest.updateTorrents(
          db,
          stored.map(({ torrent }) => ({ ...torrent, ...toEntry(torrent, []).entry })),
        ),
    },
    {
      name: 'upsertSwarms, 500',
      run: (db) =>
        ingest.upsertSwarms(
          db,
          stored.flatMap(({ swarm }) => swarm ?? []),
        ),
    },
    {
      name: 'replaceFiles, 500',
      run: (db) =>
        ingest.replaceFiles(
          db,
          ids.map((torrentId) => ({ torrentId, isNew: false, files: [[0, 'a.mkv', 1]] })),
        ),
    },
    { name: 'findUser', run: (db) => users.findUser(db, user.id) },
    { name: 'findUserByEmail', run: (db) => users.findUserByEmail(db, user.email) },
    { name: 'listUsers', run: (db) => users.listUsers(db, {}, 21, null) },
    { name: 'listUsers after', run: (db) => users.listUsers(db, {}, 21, userKey) },
    {
      name: 'listUsers with a part of an address that one has',
      run: (db) => users.listUsers(db, { q: user.email.slice(1) }, 21, null),
    },
    {
      name: 'listUsers with a part that all have',
      run: (db) => users.listUsers(db, { q: '@' }, 21, null),
    },
    {
      name: 'listUsers with a part that none has',
      run: (db) => users.listUsers(db, { q: 'no such address' }, 21, null),
    },
    {
      name: 'listUsers, administrators',
      run: (db) => users.listUsers(db, { role: 'admin' }, 21, null),
    },
    { name: 'findUserWithCounts', run: (db) => users.findUserWithCounts(db, user.id, now) },
    { name: 'updateUser', run: (db) => users.updateUser(db, user.id, { role: 'user' }) },
    { name: 'lockUser', run: (db) => users.lockUser(db, user.id) },
    { name: 'listPreferences', run: (db) => users.listPreferences(db, user.id) },
    {
      name: 'upsertPreferences',
      run: (db) => users.upsertPreferences(db, user.id, [{ key: 'a', value: 'b' }]),
    },
    { name: 'deletePreferences', run: (db) => users.deletePreferences(db, user.id, ['a', 'b']) },
    {
      name: 'findLiveSession',
      run: (db) => sessions.findLiveSession(db, sessionId, user.id, now),
    },
    {
      name: 'rotateSession',
      run: (db) =>
        sessions.rotateSession(db, sessionId, 'a'.repeat(64), {
          tokenHash: 'a'.repeat(64),
          lastUsedAt: now,
          expiresAt: later,
        }),
    },
    {
      name: 'deleteExpiredSessions',
      run: (db) => sessions.deleteExpiredSessions(db, user.id, now),
    },
    {
      name: 'deleteOtherSessions',
      run: (db) => sessions.deleteOtherSessions(db, user.id, sessionId),
    },
    { name: 'listSessions', run: (db) => sessions.listSessions(db, user.id, now, 21, null) },
    { name: 'deleteSessionOf', run: (db) => sessions.deleteSessionOf(db, user.id, middle.id) },
    {
      name: 'deleteLeastUsedSessions',
      run: (db) => sessions.deleteLeastUsedSessions(db, user.id, 1),
    },
    { name: 'deleteSession', run: (db) => sessions.deleteSession(db, sessionId) },
    {
      name: 'updateWatch',
      run: (db) =>
        watches.updateWatch(
          db,
          {
            ...watchKey,
            watchedAt: now,
            progressPercent: 1,
            positionSeconds: null,
            durationSeconds: null,
          },
          now,
        ),
    },
    { name: 'findWatch', run: (db) => watches.findWatch(db, watchKey) },
    {
      name: 'findUnknownFiles',
      run: (db) =>
        watches.findUnknownFiles(db, [{ torrentId: middle.id, fileIndex: 1 }], RECORD_FILES_MAX),
    },
    {
      name: 'listWatches',
      run: (db) => watches.listWatches(db, { userId: user.id, percent: null }, 21, null),
    },
    {
      name: 'listWatches after, by percent',
      run: (db) =>
        watches.listWatches(db, { userId: user.id, percent: { min: 1, max: 94 } }, 21, {
          time: watch.entry.watchedAt.getTime(),
          id: watch.entry.id,
        }),
    },
    {
      name: 'listWatches of a torrent',
      run: (db) => {
        const { userId, torrentId } = watch.entry;
        return watches.listWatches(db, { userId, torrentId, percent: null }, 21, null);
      },
    },
    {
      name: 'moveWatches',
      run: (db) =>
        watches.moveWatches(
          db,
          [watch.entry.torrentId],
          [{ torrentId: watch.entry.torrentId, from: 0, to: null }],
          [],
        ),
    },
    {
      name: 'moveWatches of a torrent that is joined',
      run: (db) => {
        const { torrentId } = watch.entry;
        return watches.moveWatches(db, [], [], [{ from: torrentId, to: torrentId }]);
      },
    },
    { name: 'deleteWatch', run: (db) => watches.deleteWatch(db, user.id, watch.entry.id) },
    { name: 'deleteAllWatches', run: (db) => watches.deleteAllWatches(db, user.id) },
    {
      name: 'deleteUser',
      run: (db) => users.deleteUser(db, people.shift()?.id ?? user.id),
    },
  ];
}

await main();
