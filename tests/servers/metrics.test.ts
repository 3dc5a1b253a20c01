import { readFileSync } from 'node:fs';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { newEmail, newRecord, PASSWORD } from '../support/api';
import { childrenOf } from '../support/children';
import { askServer, testFolder, testServer } from '../support/commands';
import { withDatabase } from '../support/databases';
import { eventually } from '../support/eventually';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';
import type { RunningServer } from '../support/server';
import { startWorkerStandIn } from '../support/worker-stand-in';

const token = 'the-metrics-token-of-tests';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  return postgres.stop;
});

async function newServer(more: Record<string, string> = {}): Promise<RunningServer> {
  return testServer({
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: testFolder(),
    ...secrets,
    METRICS_TOKEN: token,
    ...more,
  });
}

const ask = ({ baseUrl }: RunningServer): Promise<Response> =>
  fetch(`${baseUrl}/api/metrics`, {
    headers: { authorization: `Bearer ${token}`, connection: 'close' },
  });

async function figuresOf(server: RunningServer): Promise<string> {
  const response = await ask(server);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return response.text();
}

/** The value of a figure with exactly these labels. */
function figure(figures: string, name: string, labels: Record<string, string> = {}): number {
  const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  const line = figures.split('\n').find((line) => {
    const [, found, inner = ''] = /^(\w+)(?:\{(.*)\})? /.exec(line) ?? [];
    return found === `torrent_streamer_${name}` && wanted.every((part) => inner.includes(part));
  });
  return Number(line?.split(' ').at(-1));
}

/** How a source stands, as a Worker tells it. */
const standing = (id: string, waiting: number, waitingSince: Date | null = null) => ({
  id,
  lastRun: { startedAt: new Date().toISOString() },
  total: { waiting },
  waitingSince: waitingSince?.toISOString() ?? null,
  deadLetters: waiting,
});

test('the token may have any signs', async () => {
  const odd = 'of all: kinds, "such" as these!';
  const { baseUrl } = await newServer({ METRICS_TOKEN: odd });
  const statusFor = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` };
    return (await fetch(`${baseUrl}/api/metrics`, { headers })).status;
  };
  expect(await statusFor(odd)).toBe(200);
  expect(await statusFor(odd.slice(0, -1))).toBe(401);
});

test('what happens is counted', async () => {
  const server = await newServer();
  const atFirst = await figuresOf(server);
  // To Prometheus what a counter begins with is no increase.
  for (const status of ['created', 'updated', 'unchanged', 'rejected']) {
    expect(figure(atFirst, 'ingest_records_total', { status })).toBe(0);
  }
  for (const outcome of ['success', 'failure']) {
    expect(figure(atFirst, 'sign_ins_total', { outcome })).toBe(0);
  }
  const record = newRecord();
  const push = (records: unknown[]) =>
    askServer(server, 'POST', '/api/ingest', {
      'x-api-key': INGEST_KEY,
      json: { torrents: records },
    });
  await push([record, { name: 'no hash' }]);
  await push([record]);
  const json = { email: newEmail(), password: PASSWORD };
  await askServer(server, 'POST', '/api/auth/sign-up', { json });
  await askServer(server, 'POST', '/api/auth/sign-in', { json });
  const wrong = { ...json, password: 'not the password' };
  await askServer(server, 'POST', '/api/auth/sign-in', { json: wrong });
  for (let call = 0; call < 3; call++) await askServer(server, 'GET', '/api/torrents/latest');
  await askServer(server, 'PROPFIND', '/api/torrents/latest');
  for (const path of ['/', '/nowhere', '/icon.svg'])
    await (await fetch(server.baseUrl + path)).text();

  const figures = await figuresOf(server);
  const value = (name: string, labels?: Record<string, string>) => figure(figures, name, labels);
  const requests = (route: string, status: number, method = 'GET') =>
    value('request_duration_seconds_count', { route, status: `${status}`, method });
  expect(requests('/api/torrents/latest', 200)).toBe(3);
  expect(requests('/api/torrents/latest', 405, 'other')).toBe(1);
  expect(requests('/api/auth/sign-in', 401, 'POST')).toBe(1);
  expect(requests('page', 200)).toBe(1);
  expect(requests('page', 404)).toBe(1);
  expect(value('sign_ins_total', { outcome: 'success' })).toBe(1);
  expect(value('sign_ins_total', { outcome: 'failure' })).toBe(1);
  expect(value('ingest_records_total', { status: 'created' })).toBe(1);
  expect(value('ingest_records_total', { status: 'unchanged' })).toBe(1);
  expect(value('ingest_records_total', { status: 'rejected' })).toBe(1);
  expect(value('answer_cache_total', { outcome: 'miss' })).toBe(1);
  expect(value('answer_cache_total', { outcome: 'hit' })).toBe(2);
  expect(value('answer_cache_bytes')).toBeGreaterThan(0);
  expect(value('database_up')).toBe(1);
  expect(value('database_connections', { pool: 'primary', state: 'idle' })).toBeGreaterThan(0);
  expect(value('database_statement_duration_seconds_count')).toBeGreaterThan(5);
  expect(value('rows', { of: 'torrents' })).toBe(1);
  expect(value('rows', { of: 'users' })).toBe(1);
  expect(value('newest_torrent_timestamp_seconds')).toBeCloseTo(Date.now() / 1000, -2);
  expect(value('requests_under_way', { part: 'others', state: 'waiting' })).toBe(0);
  expect(figures).toContain('nodejs_eventloop_lag_p99_seconds');
});

interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

/** An expression of PromQL, and what is said about what it answers. */
interface Question {
  expr: string;
  legend: string;
}

function readQuestions(): { questions: Question[]; rules: Rule[] } {
  const { panels } = JSON.parse(readFileSync('monitoring/grafana-dashboard.json', 'utf8'));
  const { groups } = parseYaml(readFileSync('monitoring/alerts.yaml', 'utf8'));
  const rules: Rule[] = groups.flatMap(({ rules }: { rules: Rule[] }) => rules);
  const drawn: Question[] = panels.flatMap(
    ({ targets }: { targets: { expr: string; legendFormat: string }[] }) =>
      targets.map(({ expr, legendFormat }) => ({ expr, legend: legendFormat })),
  );
  const told = rules.map(({ expr, annotations }) => ({ expr, legend: annotations.summary }));
  return { questions: [...drawn, ...told], rules };
}

/** The labels of each figure, with the values that they have. */
function labelsOf(figures: string): Map<string, Map<string, Set<string>>> {
  const found = new Map<string, Map<string, Set<string>>>();
  for (const [, name = ''] of figures.matchAll(/^# TYPE (\w+)/gm)) found.set(name, new Map());
  for (const [, name = '', inner = ''] of figures.matchAll(/^(\w+)(?:\{(.*)\})? /gm)) {
    const labels = found.get(name) ?? new Map<string, Set<string>>();
    found.set(name, labels);
    for (const [, label = '', value = ''] of inner.matchAll(/(\w+)="([^"]*)"/g)) {
      labels.set(label, (labels.get(label) ?? new Set()).add(value));
    }
  }
  return found;
}

/** What no test brings about as it likes. */
const RARE = ['status="500"', 'reason="overloaded"'];

/** What a Prometheus adds by itself. */
const up = new Map([['job', new Set(['torrent-streamer'])]]);

/** A server to which everything has happened that there are figures of. */
async function newEventfulServer(): Promise<RunningServer> {
  const worker = await startWorkerStandIn();
  worker.status = [standing('films', 7)];
  const server = await newServer({ WORKER_URL: worker.url, RUN_KEY: 'the-key-to-run' });
  const torrents = [newRecord(), { name: 'no hash' }];
  await askServer(server, 'POST', '/api/ingest', { 'x-api-key': INGEST_KEY, json: { torrents } });
  await askServer(server, 'GET', '/api/torrents/search?q=a');
  const json = { email: newEmail(), password: PASSWORD };
  await askServer(server, 'POST', '/api/auth/sign-in', { json });
  await Promise.all(
    Array.from({ length: 80 }, () => askServer(server, 'POST', '/api/auth/sign-up', { json })),
  );
  return server;
}

test('the dashboard and the alerts name figures and labels that there are', async () => {
  const { questions } = readQuestions();
  expect(questions.length).toBeGreaterThan(30);
  const known = labelsOf(await figuresOf(await newEventfulServer()));
  for (const labels of known.values()) {
    // Prometheus keeps these for itself, and calls ours by other names.
    expect(labels.has('job') || labels.has('instance')).toBe(false);
  }
  known.set('up', up);
  for (const { expr, legend } of questions) {
    const named: string[] = expr.match(/\b(?:torrent_streamer|nodejs|process)_\w+|\bup\b/g) ?? [];
    expect(named).not.toEqual([]);
    const labels = new Set(named.flatMap((name) => [...(known.get(name)?.keys() ?? [])]));
    for (const name of named) expect(known.has(name), name).toBe(true);
    for (const [, name = '', inner = ''] of expr.matchAll(/(\w+)\{([^}]*)\}/g)) {
      for (const [pair, label = '', value = ''] of inner.matchAll(/(\w+)="([^"]*)"/g)) {
        const isKnown = known.get(name)?.get(label)?.has(value) || RARE.includes(pair);
        expect(isKnown, `${name}{${pair}}`).toBe(true);
      }
    }
    const lists = expr.matchAll(/\b(?:by|ignoring|on|without) \(([^)]*)\)|\bignoring\((\w+)\)/g);
    const grouped = [...lists].flatMap(([, one, other]) => (one ?? other ?? '').split(', '));
    for (const label of grouped) expect(labels, expr).toContain(label);
    for (const [, label] of legend.matchAll(/\{\{ ?(?:\$labels\.)?(\w+) ?\}\}/g)) {
      expect([...grouped, ...(named.includes('up') ? ['instance'] : [])], expr).toContain(label);
    }
  }
});

test('each alert has a severity, and names the chapter that tells what to do about it', () => {
  const guide = readFileSync('docs/operations.md', 'utf8');
  for (const { alert, labels, annotations } of readQuestions().rules) {
    const [, chapter = ''] = guide.split(`\n## ${annotations.runbook}\n`);
    expect(chapter.split('\n## ')[0]).toContain(`\n| \`${alert}\` |`);
    expect(labels.severity).toMatch(/^(?:critical|warning|info)$/);
  }
});

test('a job that was never done is told as such, unless there is none to do', async () => {
  const worker = await startWorkerStandIn();
  worker.isBroken = true;
  const figureOf = async (server: RunningServer, name: string) =>
    figure(await figuresOf(server), 'job_last_success_timestamp_seconds', { name });
  const failing = await newServer({ WORKER_URL: worker.url, RUN_KEY: 'the-key-to-run' });
  await eventually(() => expect(failing.output()).toContain('job scrape failed'));
  expect(await figureOf(failing, 'scrape')).toBe(0);
  await eventually(async () =>
    expect(await figureOf(failing, 'maintain')).toBeCloseTo(Date.now() / 1000, -2),
  );
  expect(await figureOf(await newServer(), 'scrape')).toBeNaN();
});

test('connections are counted of each pool', async () => {
  const DATABASE_URL = await postgres.createMigratedDatabase();
  // What follows the primary best is itself.
  const server = await newServer({
    DATABASE_URL,
    DATABASE_REPLICA_URLS: `${DATABASE_URL},${DATABASE_URL}`,
  });
  for (let call = 0; call < 4; call++) {
    await askServer(server, 'GET', `/api/torrents/latest?limit=${call + 1}`);
  }
  const figures = await figuresOf(server);
  for (const pool of ['primary', 'replica-1', 'replica-2']) {
    const of = (state: string) => figure(figures, 'database_connections', { pool, state });
    expect([pool, of('idle') + of('busy') > 0, of('waiting')]).toEqual([pool, true, 0]);
  }
});

test('calls that are refused are counted by their limit', async () => {
  const server = await newServer();
  const attempt = { json: { email: newEmail(), password: PASSWORD } };
  const statuses = await Promise.all(
    Array.from({ length: 80 }, () => askServer(server, 'POST', '/api/auth/sign-up', attempt)),
  );
  const refused = statuses.filter(({ status }) => status === 429).length;
  expect(refused).toBeGreaterThan(0);
  const labels = { limit: 'sign-up', reason: 'rate_limited' };
  expect(figure(await figuresOf(server), 'refusals_total', labels)).toBe(refused);
});

test('processes that share a port are counted together', async () => {
  const server = await newServer({ WEB_CONCURRENCY: '3', RATE_LIMIT: 'off' });
  await eventually(() => expect(server.output()).toContain('Torrent Streamer is up'));
  for (let call = 0; call < 30; call++) {
    await fetch(`${server.baseUrl}/api/torrents/latest`, { headers: { connection: 'close' } });
  }
  const labels = { route: '/api/torrents/latest', status: '200' };
  for (let call = 0; call < 3; call++) {
    const figures = await figuresOf(server);
    expect(figure(figures, 'request_duration_seconds_count', labels)).toBe(30);
    expect(figure(figures, 'database_up')).toBe(1);
    expect(figure(figures, 'rows', { of: 'torrents' })).toBe(0);
  }
});

test('what is gone is told by none of the processes any more', async () => {
  const worker = await startWorkerStandIn();
  worker.status = [standing('films', 7, new Date(Date.now() - 600_000)), standing('music', 1)];
  const DATABASE_URL = await postgres.createMigratedDatabase();
  const server = await newServer({
    DATABASE_URL,
    WEB_CONCURRENCY: '3',
    WORKER_URL: worker.url,
    RUN_KEY: 'the-key-to-run',
  });
  await eventually(() => expect(server.output()).toContain('Torrent Streamer is up'));
  const records = Array.from({ length: 3 }, () => newRecord());
  const json = { torrents: records };
  await askServer(server, 'POST', '/api/ingest', { 'x-api-key': INGEST_KEY, json });
  const age = 'scraper_oldest_item_age_seconds';
  /** Each process takes a connection in its turn. */
  const ofAll = async () => {
    const all = [];
    for (let call = 0; call < 6; call++) all.push(await figuresOf(server));
    return all;
  };
  for (const figures of await ofAll()) {
    expect(figure(figures, 'rows', { of: 'torrents' })).toBe(3);
    expect(figure(figures, 'scraper_items', { source: 'films', state: 'waiting' })).toBe(7);
    expect(figure(figures, 'scraper_items', { source: 'music', state: 'waiting' })).toBe(1);
    expect(figure(figures, age, { source: 'films' })).toBeCloseTo(600, -2);
    expect(figure(figures, age, { source: 'music' })).toBe(0);
  }
  const { waitingSince: _, ...ofAnOlderWorker } = standing('films', 2);
  worker.status = [ofAnOlderWorker];
  await withDatabase({ DATABASE_URL }, (ask) => ask('truncate torrents cascade'));
  for (const figures of await ofAll()) {
    expect(figure(figures, 'rows', { of: 'torrents' })).toBe(0);
    expect(figure(figures, 'newest_torrent_timestamp_seconds')).toBe(0);
    expect(figure(figures, 'scraper_items', { source: 'films', state: 'waiting' })).toBe(2);
    expect(figure(figures, age, { source: 'films' })).toBeNaN();
    expect(figure(figures, 'scraper_items', { source: 'music', state: 'waiting' })).toBeNaN();
    expect(figure(figures, 'scraper_last_run_timestamp_seconds', { source: 'music' })).toBeNaN();
  }
});

test('who asks at the same time is told the same', async () => {
  const server = await newServer({ WEB_CONCURRENCY: '2' });
  await eventually(() => expect(server.output()).toContain('Torrent Streamer is up'));
  const all = await Promise.all(Array.from({ length: 20 }, () => figuresOf(server)));
  for (const figures of all) expect(figure(figures, 'database_up')).toBe(1);
});

test('while one of the processes does not answer, they are not to be had now, which is no fault', async () => {
  const server = await newServer({ WEB_CONCURRENCY: '2' });
  await eventually(() => expect(server.output()).toContain('Torrent Streamer is up'));
  const stuck = Math.max(...childrenOf(server.process.pid as number));
  process.kill(stuck, 'SIGSTOP');
  // One of these connections may be given to the process that is stuck.
  const asked = [ask(server), ask(server)];
  const answer = await Promise.any(asked);
  process.kill(stuck, 'SIGCONT');
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(server.output()).not.toContain('unexpected error');
  await Promise.all(asked);
  expect(figure(await figuresOf(server), 'database_up')).toBe(1);
});

test('figures are told while the database is gone', async () => {
  const own = await startPostgres();
  const server = await newServer({ DATABASE_URL: await own.createMigratedDatabase() });
  onTestFinished(own.stop);
  await own.halt();
  expect(figure(await figuresOf(server), 'database_up')).toBe(0);
});
