import { chmodSync, chownSync, copyFileSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { newRecord } from '../support/api';
import { makeCertificates } from '../support/certificates';
import {
  askServer,
  linesOf,
  runCommand,
  runServer,
  testFolder,
  testServer,
} from '../support/commands';
import { startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';

/** A PostgreSQL that is only to be had by TLS, with a certificate of an authority of its own. */
async function encryptedDatabase(name = 'IP:127.0.0.1') {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const DATABASE_URL = await postgres.createDatabase();
  const made = makeCertificates(testFolder(), name);
  const { uid, gid } = statSync(postgres.dataDir);
  for (const [from, to] of [
    [made.certificate, 'server.crt'],
    [made.key, 'server.key'],
  ] as const) {
    const path = join(postgres.dataDir, to);
    copyFileSync(from, path);
    chmodSync(path, 0o600);
    chownSync(path, uid, gid);
  }
  const client = new Client({ connectionString: DATABASE_URL });
  await client.connect();
  const rules = join(postgres.dataDir, 'pg_hba.conf');
  writeFileSync(rules, readFileSync(rules, 'utf8').replaceAll(/^host\b/gm, 'hostssl'));
  await client.query('alter system set ssl = on');
  await client.query('select pg_reload_conf()');
  await client.end();
  const environment = {
    DATABASE_URL,
    DATA_DIR: testFolder(),
    ...secrets,
  };
  return { environment, ca: made.ca };
}

test('with an authority of its own the database is reached by TLS, whatever asks it', async () => {
  const { environment, ca } = await encryptedDatabase();
  const { DATABASE_URL } = environment;
  // By either way to name the authority, with a mode in the address and without.
  const trusting = {
    ...environment,
    DATABASE_CA: ca,
    DATABASE_REPLICA_URLS: `${DATABASE_URL}?sslmode=require`,
  };
  const onOneLine = readFileSync(ca, 'utf8').replaceAll('\n', '\\n');
  const migrated = await runCommand('migrate', [], { ...environment, DATABASE_CA: onOneLine });
  expect(migrated).toMatchObject({ code: 0 });

  const server = await testServer(trusting);
  const json = { torrents: [newRecord()] };
  expect(
    await askServer(server, 'POST', '/api/ingest', { 'x-api-key': INGEST_KEY, json }),
  ).toMatchObject({
    status: 200,
    json: { created: 1 },
  });
  expect((await askServer(server, 'GET', '/api/torrents/latest')).json.items).toHaveLength(1);
  expect(server.output()).not.toContain('not encrypted');

  const client = new Client({ connectionString: DATABASE_URL, ssl: { ca: readFileSync(ca) } });
  await client.connect();
  onTestFinished(() => client.end());
  const { rows } = await client.query(
    `select application_name as name, bool_and(ssl) as is_encrypted
     from pg_stat_activity join pg_stat_ssl using (pid)
     where application_name like 'torrent-streamer%' group by 1 order by 1`,
  );
  expect(rows).toEqual([
    { name: 'torrent-streamer', is_encrypted: true },
    { name: 'torrent-streamer watch', is_encrypted: true },
  ]);

  const backup = await runCommand('backup', [testFolder()], trusting);
  expect(backup).toMatchObject({ code: 0 });
});

test('an address without TLS where PostgreSQL wants it is told of in a sentence', async () => {
  const { environment } = await encryptedDatabase();
  const { code, stderr } = await runCommand('migrate', [], environment);
  expect({ code, lines: linesOf(stderr) }).toEqual({
    code: 1,
    lines: [expect.stringContaining('it may want TLS (?sslmode=verify-full at the end)')],
  });
});

test('a certificate that is not trusted is told of in a sentence', async () => {
  const { environment } = await encryptedDatabase();
  const address = `${environment.DATABASE_URL}?sslmode=verify-full`;
  const { code, stdout, stderr } = await runServer({ ...environment, DATABASE_URL: address });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(linesOf(stderr)).toEqual([
    expect.stringMatching(/of no authority that is known here \([A-Z_]+\): set DATABASE_CA/),
  ]);
});

test('one that is for another host as well', async () => {
  const { environment, ca } = await encryptedDatabase('DNS:db.example.org');
  const { code, stderr } = await runCommand('migrate', [], { ...environment, DATABASE_CA: ca });
  expect({ code, lines: linesOf(stderr) }).toEqual({
    code: 1,
    lines: [expect.stringContaining("PostgreSQL's certificate is for another host")],
  });
});

test('a database elsewhere without TLS is warned of', async () => {
  const start = (DATABASE_URL: string) =>
    runServer({
      DATABASE_URL,
      ...secrets,
    });
  const address = 'postgresql://app:password@database.invalid/app';
  const warning = 'the connection to PostgreSQL is not encrypted';
  const [exposed, encrypted] = await Promise.all([start(address), start(`${address}?ssl=true`)]);
  expect(exposed.stdout).toContain(warning);
  expect(exposed.stdout).not.toContain('password@');
  expect(encrypted.stdout).not.toContain(warning);
});
