import { afterAll, beforeAll, expect, test } from 'vitest';
import starter from '@/catalogue/starter.json';
import { torrentPage } from '@/contracts/torrents';
import { askServer, linesOf, runCommand, testFolder, testServer } from '../support/commands';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import type { RunningServer } from '../support/server';

const hashes = starter.torrents.map(({ record }) => record.infoHash).sort();
const count = hashes.length;

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

async function catalogueOf(server: RunningServer) {
  const { json } = await askServer(server, 'GET', '/api/torrents/latest?limit=100');
  return torrentPage.parse(json).items;
}

test('an empty embedded database is given the starter catalogue, whole', async () => {
  const server = await testServer({ DATA_DIR: testFolder() });
  const found = await catalogueOf(server);
  expect(found.map(({ infoHash }) => infoHash).sort()).toEqual(hashes);
});

test('an embedded database that is not empty stays as it is', async () => {
  const environment = { ...secrets, DATA_DIR: testFolder() };
  const first = await testServer(environment);
  const [known] = await catalogueOf(first);
  const { infoHash, sizeBytes } = known ?? {};
  const { json: report } = await askServer(first, 'POST', '/api/ingest', {
    'x-api-key': secrets.INGEST_API_KEYS,
    json: { torrents: [{ infoHash, sizeBytes, name: 'Called otherwise' }] },
  });
  expect(report).toMatchObject({ updated: 1 });
  const seen = await catalogueOf(first);
  await first.stop();

  const second = await testServer(environment);
  expect(await catalogueOf(second)).toEqual(seen);
  expect(seen.map(({ name }) => name)).toContain('Called otherwise');
});

test('PostgreSQL is given nothing at the start, and the starter catalogue by command', async () => {
  const environment = { ...secrets, DATABASE_URL: await postgres.createDatabase() };
  const server = await testServer(environment);
  expect(await catalogueOf(server)).toEqual([]);

  const first = await runCommand('seed', [], environment);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toContain(`${count} created, 0 updated, 0 unchanged`);
  const found = await catalogueOf(server);
  expect(found.map(({ infoHash }) => infoHash).sort()).toEqual(hashes);

  const second = await runCommand('seed', [], environment);
  expect(second.stdout).toContain(`0 created, 0 updated, ${count} unchanged`);
  expect(await catalogueOf(server)).toEqual(found);
});

test('a database that has no schema yet gets it by the same command', async () => {
  const environment = { ...secrets, DATABASE_URL: await postgres.createDatabase() };
  const { code, stdout } = await runCommand('seed', [], environment);
  expect(code).toBe(0);
  expect(stdout).toContain(`${count} created`);
});

test('while the server runs with the embedded database, the command says so in a sentence', async () => {
  const environment = { DATA_DIR: testFolder() };
  await testServer(environment);
  const { code, stderr } = await runCommand('seed', [], environment);
  expect(code).toBe(1);
  expect(linesOf(stderr)).toEqual([
    expect.stringMatching(/^Another process is using \S+: stop it first/),
  ]);
});
