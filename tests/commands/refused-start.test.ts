import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  askServer,
  linesOf,
  runNode,
  runServer,
  signUpAt,
  testFolder,
  testServer,
} from '../support/commands';
import { freePort } from '../support/ports';
import { startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';

describe('a data folder that cannot be used ends the start with a sentence', () => {
  async function toldOf(DATA_DIR: string, fileBlocks?: number): Promise<string[]> {
    const port = String(await freePort());
    const { code, stdout, stderr } = await runServer({ DATA_DIR, PORT: port }, fileBlocks);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    return linesOf(stderr);
  }

  test('a file in its place, or on the way to it', async () => {
    const file = join(testFolder(), 'file');
    writeFileSync(file, 'of somebody');
    for (const path of [file, join(file, 'data')]) {
      const told = await toldOf(path);
      expect(told).toHaveLength(1);
      expect(told[0]).toContain(file);
      expect(told[0]).toContain('set DATA_DIR to another folder.');
    }
    expect(readFileSync(file, 'utf8')).toBe('of somebody');
  });

  test('one that the system lets nobody make', async () => {
    const folder = '/proc/nothing/data';
    expect(await toldOf(folder)).toEqual([
      `${folder} cannot be made: set DATA_DIR to another folder.`,
    ]);
  });

  test('one whose disk is full, which serves once there is room', async () => {
    const folder = testFolder();
    // No file of more than 20 kB stands for a disk without room.
    const told = await toldOf(folder, 40);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`The database in ${folder} does not start`);
    await signUpAt(await testServer({ DATA_DIR: folder }));
  });

  test.each(['jwt-secret', 'ingest-key'])('one whose %s holds none', async (name) => {
    const folder = testFolder();
    writeFileSync(join(folder, name), 'short\n');
    expect(await toldOf(folder)).toEqual([
      `${join(folder, name)} does not hold a secret of 32 characters or more: put it back, or remove the file to have another one made.`,
    ]);
  });

  test('one that is damaged', async () => {
    const folder = testFolder();
    await (await testServer({ DATA_DIR: folder })).stop();
    rmSync(join(folder, 'postgres', 'base'), { recursive: true });
    expect(await toldOf(folder)).toEqual([
      expect.stringMatching(
        /does not start .*: see whether its disk is full, and whether all of its files are this user's; what is damaged is restored from a backup\.$/,
      ),
    ]);
  });

  test('one of a newer version, which serves as before afterwards', async () => {
    const folder = testFolder();
    const first = await testServer({ DATA_DIR: folder });
    const { session } = await signUpAt(first);
    await first.stop();
    const change = async (statement: string) => {
      const client = await PGlite.create(join(folder, 'postgres'), { extensions: { pg_trgm } });
      await client.exec(statement);
      await client.close();
    };
    await change(
      "insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 99999999999999)",
    );
    expect(await toldOf(folder)).toEqual([
      `${folder} was last used by a newer version: start that one, or set DATA_DIR to another folder.`,
    ]);

    await change("delete from drizzle.__drizzle_migrations where hash = 'later'");
    const again = await testServer({ DATA_DIR: folder });
    const authorization = `Bearer ${session.accessToken}`;
    const me = await askServer(again, 'GET', '/api/auth/me', { authorization });
    expect(me.status).toBe(200);
  });
});

describe('an environment that is not right', () => {
  const url = 'postgresql://somebody:hush-hush@127.0.0.1:1/nothing';

  async function expectRefused(environment: Record<string, string>): Promise<string> {
    const { code, stdout, stderr } = await runServer(environment);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).not.toMatch(/\n\s+at /);
    return stderr;
  }

  test('with DATABASE_URL and no secrets stops the start and names them all', async () => {
    const told = await expectRefused({ DATABASE_URL: url });
    expect(told).toMatch(/^ +JWT_SECRET is missing/m);
    expect(told).toMatch(/^ +INGEST_API_KEYS is missing/m);
    expect(told).not.toContain('hush-hush');
  });

  test('on Vercel without a database stops the start and names all that is missing', async () => {
    const told = await expectRefused({ VERCEL: '1' });
    for (const name of ['DATABASE_URL', 'JWT_SECRET', 'INGEST_API_KEYS']) {
      expect(told).toMatch(new RegExp(`^ +${name} is missing`, 'm'));
    }
  });

  test('stops the start, names everything at once and prints no value', async () => {
    const wrong = {
      PORT: 'harbour',
      DATABASE_URL: 'mysql://hush-hush@localhost',
      DATABASE_POOL_MAX: '0',
      JWT_SECRET: 'too-short-hush',
      INGEST_API_KEYS: 'hush,hush-hush-hush',
      LOG_LEVEL: 'shouting',
      CORS_ORIGINS: 'example.org',
    };
    const told = await expectRefused(wrong);
    for (const [name, value] of Object.entries(wrong)) {
      expect(told).toContain(`  ${name}`);
      if (/hush/.test(value)) expect(told).not.toContain(value);
    }
    expect(told).not.toContain('hush');
  });

  test('is read from .env as well, whatever mark an editor has put before it', async () => {
    const folder = testFolder();
    symlinkSync(resolve('db'), join(folder, 'db'));
    for (const mark of ['', '\ufeff']) {
      writeFileSync(join(folder, '.env'), `${mark}# of ours\n\nLOG_LEVEL=loud\nPORT=3000\n`);
      const { stderr } = await runNode(
        [resolve('dist/main.mjs')],
        { PORT: 'harbour' },
        { cwd: folder },
      );
      expect(linesOf(stderr)).toEqual([
        'The environment is not right:',
        '  PORT must be a number',
        expect.stringMatching(/^ {2}LOG_LEVEL must be one of/),
      ]);
    }
  });

  test('is not there where a folder is called .env, which is told of', async () => {
    const folder = testFolder();
    mkdirSync(join(folder, '.env'));
    const { code, stderr } = await runNode([resolve('dist/main.mjs')], {}, { cwd: folder });
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual(['.env cannot be read: it is a folder.']);
  });

  test('counts what is empty as missing', async () => {
    const told = await expectRefused({ DATABASE_URL: url, JWT_SECRET: '', INGEST_API_KEYS: ' ' });
    expect(told).toMatch(/^ +JWT_SECRET is missing/m);
    expect(told).toMatch(/^ +INGEST_API_KEYS is missing/m);
  });

  async function toldOf(environment: Record<string, string>): Promise<string[]> {
    const { code, stderr } = await runServer({ ...secrets, ...environment });
    expect(code).toBe(1);
    return linesOf(stderr);
  }

  test.each([
    ['a host that is none', 'nohost.invalid', "PostgreSQL's host is not known here"],
    ['a port that is none', '127.0.0.1:harbour', 'DATABASE_URL must be an address'],
  ])('with %s in DATABASE_URL says so', async (_what, place, sentence) => {
    const DATABASE_URL = `postgresql://somebody:hush-hush@${place}/x`;
    const told = await toldOf({ DATABASE_URL });
    expect(told.at(-1)).toContain(sentence);
    expect(told.join()).not.toMatch(/hush-hush|^\s+at /m);
  });

  test('with something else where DATABASE_URL leads says so', async () => {
    const other = createServer((socket) => socket.once('data', () => socket.end('of no use')));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const { port } = other.address() as AddressInfo;
    const DATABASE_URL = `postgresql://somebody:hush-hush@127.0.0.1:${port}/x`;
    expect(await toldOf({ DATABASE_URL })).toEqual([
      'What DATABASE_URL leads to does not speak as PostgreSQL does, or broke off: is it right?',
    ]);
  });

  test('with what PostgreSQL refuses says what that is', async () => {
    const postgres = await startPostgres();
    onTestFinished(postgres.stop);
    const right = await postgres.createDatabase();
    const client = new Client({ connectionString: right });
    await client.connect();
    await client.query("create role guest login password 'guest'");
    await client.query("create role nobody nologin password 'nobody'");
    await client.query("create role crowd login password 'crowd' connection limit 0");
    await client.end();
    const changed = (change: Partial<URL>) => Object.assign(new URL(right), change).href;
    const told = await Promise.all(
      [
        changed({ password: 'another' }),
        changed({ pathname: '/nothing' }),
        changed({ username: 'guest', password: 'guest' }),
        changed({ username: 'nobody', password: 'nobody' }),
        changed({ username: 'crowd', password: 'crowd' }),
        changed({ search: 'sslmode=verify-full' }),
      ].map((DATABASE_URL) => toldOf({ DATABASE_URL })),
    );
    expect(told).toEqual([
      ['PostgreSQL does not let in the user of DATABASE_URL with that password (28P01).'],
      ['The database that DATABASE_URL names is not there: make it, or name another one.'],
      ['The user of DATABASE_URL may not do this: make it the owner of its database.'],
      [expect.stringContaining('or that user may not log in')],
      [expect.stringContaining('has no connection left for the user of DATABASE_URL (53300)')],
      ['PostgreSQL does not speak TLS: take sslmode out of DATABASE_URL, or have it do so.'],
    ]);
  });

  test('with a database that cannot hold every text, or not where the tables belong, says so', async () => {
    const postgres = await startPostgres();
    onTestFinished(postgres.stop);
    const right = await postgres.createDatabase();
    const client = new Client({ connectionString: right });
    await client.connect();
    for (const encoding of ['latin1', 'sql_ascii']) {
      await client.query(
        `create database ${encoding} encoding '${encoding}' locale 'C' template template0`,
      );
    }
    await client.query('create schema app');
    await client.end();
    const at = (change: Partial<URL>) => Object.assign(new URL(right), change).href;
    const told = await Promise.all(
      [
        at({ pathname: '/latin1' }),
        at({ pathname: '/sql_ascii' }),
        at({ search: 'options=-csearch_path%3Dapp,public' }),
        at({ search: 'options=-csearch_path%3Dnothing' }),
      ].map((DATABASE_URL) => toldOf({ DATABASE_URL })),
    );
    const encoded = (encoding: string) =>
      `The database that DATABASE_URL names has the encoding ${encoding}, which not every text can be kept in: make one with UTF8.`;
    const elsewhere = (schema: string) =>
      `The tables belong into the schema public, and the search_path of DATABASE_URL leads to ${schema}: have it begin with public.`;
    expect(told).toEqual([
      [encoded('LATIN1')],
      [encoded('SQL_ASCII')],
      [elsewhere('app')],
      [elsewhere('none')],
    ]);
  });

  test('with a PostgreSQL that is too old says so', async () => {
    const postgres = await startPostgres();
    onTestFinished(postgres.stop);
    const address = new URL(await postgres.createDatabase());
    const port = Number(address.port);
    // The real one, which calls itself an older one.
    const older = createServer((socket) => {
      const upstream = connect(port, '127.0.0.1');
      socket.pipe(upstream).on('error', () => {});
      upstream.on('data', (chunk) =>
        socket.write(chunk.toString('latin1').replace(/18(\d{4})/, '14$1'), 'latin1'),
      );
      upstream.once('close', () => socket.destroy());
      socket.once('close', () => upstream.destroy());
    });
    await new Promise<void>((resolve) => older.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void older.close());
    address.port = String((older.address() as AddressInfo).port);
    expect(await toldOf({ DATABASE_URL: address.href })).toEqual([
      'PostgreSQL 14 is too old: take version 15 or a later one.',
    ]);
  });

  test('with a database of another program tells what PostgreSQL said of it', async () => {
    const postgres = await startPostgres();
    onTestFinished(postgres.stop);
    const DATABASE_URL = await postgres.createDatabase();
    const client = new Client({ connectionString: DATABASE_URL });
    await client.connect();
    await client.query('create table users (id int)');
    await client.end();
    expect((await toldOf({ DATABASE_URL })).join('\n')).toContain(
      'relation "users" already exists',
    );
  });

  test.each(['nohost.invalid', '192.0.2.1'])('with HOST=%s says so', async (HOST) => {
    const PORT = String(await freePort());
    expect(await toldOf({ DATA_DIR: testFolder(), HOST, PORT })).toEqual([
      'HOST is no address of this machine: set it to one, or leave it out.',
    ]);
  });

  test('with another folder than ours around it says so, and makes nothing there', async () => {
    const folder = testFolder();
    const { code, stderr } = await runNode([resolve('dist/main.mjs')], {}, { cwd: folder });
    expect(code).toBe(1);
    expect(linesOf(stderr)).toEqual([
      `${folder} has no db/migrations: start this in the folder of Torrent Streamer.`,
    ]);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('with a PostgreSQL that does not answer says so, without its password', async () => {
    const told = await expectRefused({ DATABASE_URL: url, ...secrets });
    expect(told).toContain('PostgreSQL does not answer');
    expect(told).not.toContain('hush-hush');
  });
});
