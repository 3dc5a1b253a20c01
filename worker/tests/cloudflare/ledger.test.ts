import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it, onTestFinished, vi } from 'vitest';
import { itemJob } from '../../src/cloudflare/jobs';
import { ledgerOf } from '../../src/cloudflare/source-ledger';
import type { SourceLedger } from '../../src/main';
import { workerByHand } from '../support/jobs';
import { standIn } from '../support/stand-in';

/** The tables of a ledger as the first version made them, with what it knew of three items. */
const FIRST_VERSION = `
  DROP TABLE source;
  DROP TABLE items;
  CREATE TABLE source (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    position TEXT NOT NULL DEFAULT 'null',
    checkpoint TEXT NOT NULL DEFAULT 'null',
    policy TEXT,
    step INTEGER NOT NULL DEFAULT 0,
    turn INTEGER NOT NULL DEFAULT 0,
    run INTEGER NOT NULL DEFAULT 0,
    is_listed INTEGER NOT NULL DEFAULT 0,
    started_at INTEGER,
    ended_at INTEGER,
    failing_since INTEGER,
    failure TEXT
  );
  CREATE TABLE items (
    key TEXT PRIMARY KEY,
    version TEXT,
    turn INTEGER NOT NULL,
    run INTEGER NOT NULL,
    info_hash TEXT,
    state TEXT NOT NULL,
    reason TEXT,
    hint TEXT,
    licence_hints TEXT,
    alive_at INTEGER
  );
  CREATE INDEX items_open ON items (turn) WHERE state = 'open';
  CREATE INDEX items_state ON items (state, run);
  INSERT INTO source (id, checkpoint, policy, step, turn, run, started_at, ended_at)
    VALUES (1, '{"seen":"c"}', 'strict', 7, 3, 2, 1000, 2000);
  INSERT INTO items (key, version, turn, run, info_hash, state, reason, hint) VALUES
    ('a', '1', 1, 1, '${'a'.repeat(40)}', 'created', NULL, NULL),
    ('b', '1', 2, 1, NULL, 'held-back', 'no licence', '"b"'),
    ('c', '1', 3, 2, NULL, 'open', NULL, '"c"');
`;

const item = (key: string, version: string) => ({ key, version, hint: key });

it('goes on with a ledger that the first version began', async () => {
  const ledger = ledgerOf(env, 'older');
  const stub = env.LEDGERS.getByName('older') as DurableObjectStub<SourceLedger>;
  await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec(FIRST_VERSION));
  // It is put out of memory, as by a deployment, and read again by this version.
  await runInDurableObject(stub, (_, state) => state.abort()).catch(() => {});

  const before = Date.now();
  expect(await ledger.run()).toEqual({ position: null, checkpoint: { seen: 'c' } });
  expect(await ledger.stand()).toEqual({ step: 7, isListed: false });
  const status = await ledger.status();
  expect(status).toMatchObject({
    lastRun: { startedAt: new Date(1000).toISOString() },
    total: { found: 3, created: 1, heldBack: 1, waiting: 1 },
  });
  // Nobody wrote down when that was: what never moves on is noticed all the same.
  expect(Date.parse(status.waitingSince ?? '')).toBeGreaterThanOrEqual(before);
  expect((await ledger.waiting()).map(({ key }) => key)).toEqual(['c']);

  // What is known stays known; what has changed keeps its torrent, and its turn is a later one.
  const offered = await ledger.offer([item('a', '1'), item('a', '2'), item('d', '1')]);
  expect(offered).toMatchObject([
    { key: 'a', turn: 4, infoHash: 'a'.repeat(40) },
    { key: 'd', turn: 5, infoHash: null },
  ]);
  await ledger.adopt('lenient');
  expect((await ledger.waiting()).map(({ key }) => key)).toEqual(['b', 'c', 'a', 'd']);

  // It was brought up to date once: read again, it is as it was left.
  await runInDurableObject(stub, (_, state) => state.abort()).catch(() => {});
  expect(await ledger.status()).toMatchObject({
    total: { found: 4, waiting: 4 },
    waitingSince: status.waitingSince,
  });
});

it('counts its items when something has changed, and the less often the more there are', async () => {
  const ledger = ledgerOf(env, 'large');
  const stub = env.LEDGERS.getByName('large') as DurableObjectStub<SourceLedger>;
  const sql = (text: string) =>
    runInDurableObject(stub, (_, { storage }) => void storage.sql.exec(text));
  const waiting = async () => (await ledger.status()).total.waiting;
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());

  await ledger.offer([item('a', '1')]);
  expect(await waiting()).toBe(1);
  await sql('ALTER TABLE items RENAME TO out_of_sight');
  vi.advanceTimersByTime(3_600_000);
  expect(await waiting()).toBe(1);
  await sql('ALTER TABLE out_of_sight RENAME TO items');

  // Of a few it is told at once what has become of them.
  await ledger.offer([item('b', '1')]);
  vi.advanceTimersByTime(10);
  expect(await waiting()).toBe(2);

  await sql(`INSERT INTO items (key, turn, run, state)
    WITH RECURSIVE n (n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 100009)
    SELECT n, n, 1, 'open' FROM n`);
  vi.advanceTimersByTime(10);
  expect(await waiting()).toBe(100_002);
  await ledger.offer([item('c', '1')]);
  vi.advanceTimersByTime(9_000);
  expect(await waiting()).toBe(100_002);
  vi.advanceTimersByTime(2_000);
  expect(await waiting()).toBe(100_003);
});

it('asks from the last whole run on where the place of a later one is lost', async () => {
  const server = standIn();
  const worker = workerByHand(server);
  const archive = {
    id: 'archive',
    name: 'archive',
    kind: 'internet-archive',
    baseUrl: server.url(),
  };
  const settings = { allowedHosts: [server.host], manners: { spacingMs: 0 } };
  worker.bindings.SOURCES = JSON.stringify({ ...settings, sources: [archive] });
  const items = [{ identifier: 'a', oai_updatedate: '2026-08-03T00:00:00Z', rights: 'none' }];
  const page = (cursor?: string) => ({ body: JSON.stringify({ items, cursor }) });
  const answers = [page('half'), { status: 400 }, page(), page()];
  await server.answers('/services/search/v1/scrape', ...answers);
  for (let step = 0; step < answers.length; step++) {
    const sent = worker.takeSent().map(({ body }) => body);
    await worker.deliver(sent.length > 0 ? sent : [{ kind: 'run', source: 'archive' }]);
  }
  const asked = (await server.requests()).map(({ url }) => new URL(url, server.url()).searchParams);
  expect(asked.map((query) => query.get('cursor'))).toEqual([null, 'half', null, null]);
  const updated = asked.map((query) => /updatedate:\[(\S+)/.exec(query.get('q') ?? '')?.[1]);
  expect(updated).toEqual([undefined, undefined, undefined, '2026-08-02']);
});

it('names what is to be brought, however much is said of it', async () => {
  const ledger = ledgerOf(env, 'wordy');
  const stub = env.LEDGERS.getByName('wordy') as DurableObjectStub<SourceLedger>;
  const insert = `INSERT INTO items (key, turn, run, state, hint)
    WITH RECURSIVE n (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 200)
    SELECT n, n, 1, 'open', '"\u2026' || hex(zeroblob(45000)) || '"' FROM n`;
  await runInDurableObject(stub, (_, { storage }) => void storage.sql.exec(insert));
  expect(await ledger.next(500)).toHaveLength(200);
});

it('tells since when a source fails and what it said last, until it does not', async () => {
  const ledger = ledgerOf(env, 'failing');
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const since = new Date().toISOString();
  await ledger.fail('was busy');
  vi.advanceTimersByTime(60_000);
  await ledger.fail('was gone');
  expect((await ledger.status()).failing).toEqual({ since, reason: 'was gone' });
  expect(await ledger.failure()).toBe('was gone');
  await ledger.moveOn(0);
  expect((await ledger.status()).failing).toBeNull();
  await ledger.fail('was busy again');
  await ledger.end();
  expect((await ledger.status()).failing).toBeNull();
  expect(await ledger.failure()).toBeNull();
});

it('has no item replace a torrent that another one is of as well', async () => {
  const ledger = ledgerOf(env, 'twins');
  const [old, next] = ['a', 'b'].map((digit) => digit.repeat(40));
  const bring = async (key: string, version: string, infoHash = '') => {
    const [offer] = await ledger.offer([item(key, version)]);
    const turn = offer?.turn ?? 0;
    expect(await ledger.find([{ kind: 'item', source: 'twins', key, turn }])).toEqual([offer]);
    await ledger.settle([{ key, turn, outcome: 'created', reason: null, infoHash }]);
    return offer?.infoHash;
  };
  expect(await bring('latest', '1', old)).toBeNull();
  expect(await bring('1.0', '1', old)).toBeNull();
  expect(await bring('latest', '2', next)).toBeNull();
  expect(await bring('latest', '3', next)).toBe(next);
  expect(await bring('1.0', '2', next)).toBe(old);
});

it('takes for lost what was under way by a clock that was wrong', async () => {
  const ledger = ledgerOf(env, 'ahead');
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const now = Date.now();
  vi.setSystemTime(now + 10 * 365 * 86_400_000);
  const [offer] = await ledger.offer([item('a', '1')]);
  const turn = { key: 'a', turn: offer?.turn ?? 0 };
  await ledger.queued([turn]);
  expect(await ledger.next(10)).toEqual([]);
  vi.setSystemTime(now);
  expect(await ledger.next(10)).toEqual([turn]);
});

it('has an item wait since its first news, whatever came after that', async () => {
  const ledger = ledgerOf(env, 'news');
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const since = new Date().toISOString();
  await ledger.offer([item('a', '1')]);
  vi.advanceTimersByTime(60_000);
  await ledger.offer([item('a', '2')]);
  expect((await ledger.status()).waitingSince).toBe(since);
});

it('has what is opened again wait from then on, and only that', async () => {
  const ledger = ledgerOf(env, 'again');
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const later = (minutes: number) => {
    vi.advanceTimersByTime(minutes * 60_000);
    return new Date().toISOString();
  };
  const settled = { turn: 2, key: 'held', reason: null, infoHash: null };
  const jobOf = (key: string, turn: number) => itemJob('again', { key, turn });
  await ledger.adopt('strict');
  await ledger.queued(await ledger.offer([item('given up', '1'), item('held', '1')]));
  await ledger.giveUp(jobOf('given up', 1));
  await ledger.settle([{ ...settled, outcome: 'held-back' }]);
  expect((await ledger.status()).waitingSince).toBeNull();

  const widened = later(1);
  await ledger.adopt('lenient');
  expect(await ledger.next(500)).toEqual([{ key: 'held', turn: 2 }]);
  expect((await ledger.status()).waitingSince).toBe(widened);
  await ledger.settle([{ ...settled, outcome: 'created' }]);

  // What was brought meanwhile stays so; a message is on its way for the other, until that is lost.
  const revived = later(180);
  await ledger.revive([jobOf('held', 2), jobOf('given up', 1)]);
  expect(await ledger.status()).toMatchObject({
    total: { created: 1, waiting: 1 },
    waitingSince: revived,
  });
  expect(await ledger.next(500)).toEqual([]);
  later(180);
  expect(await ledger.next(500)).toEqual([{ key: 'given up', turn: 1 }]);

  // Old news of it opens nothing.
  await ledger.offer([item('given up', '2')]);
  await ledger.giveUp(jobOf('given up', 3));
  await ledger.revive([jobOf('given up', 1)]);
  expect((await ledger.status()).total).toMatchObject({ dead: 1, waiting: 0 });
});
