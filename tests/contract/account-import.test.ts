import { describe, expect, test } from 'vitest';
import {
  type AccountExport,
  accountExport,
  type ImportReport,
  importReport,
} from '@/contracts/account-export';
import { call, newInfoHash, signUp } from '../support/api';
import { addTorrent, addTorrents, newInfoHashV2, toBase32 } from '../support/catalogue';
import { expectProblem, expectShape } from '../support/shapes';

const TABLE = '/api/users/me/watch-history.csv';

/** Somebody, and what they can do with their data. */
async function person() {
  const { accessToken: token } = await signUp();
  return {
    token,
    watch: (json: object) => call('POST', '/api/watch-history', { token, json }),
    prefer: (json: object) => call('PATCH', '/api/users/me/preferences', { token, json }),
    export: async (): Promise<AccountExport> =>
      expectShape(await call('GET', '/api/users/me/export', { token }), 200, accountExport),
    import: (json: unknown) => call('POST', '/api/users/me/import', { token, json }),
    table: async () => (await call('GET', TABLE, { token })).text,
    importTable: (body: string, type = 'text/csv') =>
      call('POST', TABLE, { token, body, headers: { 'content-type': type } }),
  };
}
type Person = Awaited<ReturnType<typeof person>>;

const report = (answer: Awaited<ReturnType<Person['import']>>): ImportReport =>
  expectShape(answer, 200, importReport);

/** What an export says of the history, but for what is of one account alone. */
const historyOf = async (someone: Person) =>
  (await someone.export()).watchHistory.map(({ id: _, ...entry }) => entry);

/** Somebody who has watched a film, and a file of a series, and has settings. */
async function viewer() {
  const someone = await person();
  const files = [0, 1].map((index) => ({ index, name: `${index}.mkv`, sizeBytes: 1 }));
  const [film, series] = await addTorrents({ name: '=SUM(1), "quoted"' }, { files });
  await someone.watch({ torrentId: film?.id, progressPercent: 42, positionSeconds: 7.5 });
  await someone.watch({ torrentId: series?.id, fileIndex: 1, progressPercent: 100 });
  await someone.prefer({ language: 'en', volume: '' });
  return someone;
}

describe('an export that is imported', () => {
  test('brings another account everything it can have', async () => {
    const [one, other] = [await viewer(), await person()];
    await other.prefer({ theme: 'dark', language: 'de' });
    expect(report(await other.import(await one.export()))).toEqual({
      preferences: 2,
      watchHistory: { received: 2, created: 2, updated: 0, unchanged: 0, skipped: [] },
    });
    expect(await historyOf(other)).toEqual(await historyOf(one));
    const { profile } = await other.export();
    expect(profile.preferences).toEqual({ theme: 'dark', language: 'en', volume: '' });
  });

  test('brings nothing but preferences and history: neither who one is nor what one may', async () => {
    const [one, other] = [await viewer(), await person()];
    const document = await one.export();
    const { profile: before, sessions } = await other.export();
    await other.import({ ...document, profile: { ...document.profile, role: 'admin' } });
    const { profile, sessions: after } = await other.export();
    expect({ ...profile, preferences: {} }).toEqual(before);
    expect(after).toEqual(sessions);
  });

  test('changes nothing the second time', async () => {
    const one = await viewer();
    const document = await one.export();
    expect(report(await one.import(document)).watchHistory).toEqual({
      received: 2,
      created: 0,
      updated: 0,
      unchanged: 2,
      skipped: [],
    });
    expect((await one.export()).watchHistory).toEqual(document.watchHistory);
  });

  test('goes by the info hash, in any spelling, wherever the torrent has another id', async () => {
    const one = await person();
    const [v1, v2] = [newInfoHash(), newInfoHashV2()];
    await addTorrent({ infoHash: v1, infoHashV2: v2 });
    const entry = { progressPercent: 1, watchedAt: '2026-01-01T00:00:00Z' };
    const watchHistory = [v1, toBase32(v1), v1.toUpperCase(), v2].map((infoHash, place) => ({
      ...entry,
      infoHash,
      progressPercent: place,
      watchedAt: `2026-01-0${place + 1}T00:00:00Z`,
    }));
    expect(report(await one.import({ watchHistory })).watchHistory).toMatchObject({
      received: 4,
      created: 1,
      unchanged: 3,
    });
    expect(await historyOf(one)).toMatchObject([{ infoHash: v1, progressPercent: 3 }]);
  });

  test('has the last of two entries of one time count', async () => {
    const one = await person();
    const { record } = await addTorrent();
    const entry = { infoHash: record.infoHash, watchedAt: '2026-01-01T00:00:00Z' };
    const watchHistory = [12, 7].map((progressPercent) => ({ ...entry, progressPercent }));
    await one.import({ watchHistory });
    expect(await historyOf(one)).toMatchObject([{ progressPercent: 7 }]);
  });

  test('says what it cannot bring, and brings the rest', async () => {
    const one = await person();
    const files = [{ index: 3, name: 'a.mkv', sizeBytes: 1 }];
    const { record } = await addTorrent({ files });
    const unknown = newInfoHash();
    const entry = { progressPercent: 9, watchedAt: '2026-01-01T00:00:00Z' };
    const watchHistory = [
      { ...entry, infoHash: unknown },
      { ...entry, infoHash: record.infoHash, fileIndex: 2 },
      { ...entry, infoHash: record.infoHash, fileIndex: 3 },
      { ...entry, infoHash: record.infoHash },
    ];
    expect(report(await one.import({ watchHistory })).watchHistory).toEqual({
      received: 4,
      created: 2,
      updated: 0,
      unchanged: 0,
      skipped: [
        { index: 0, infoHash: unknown, reason: 'there is no such torrent' },
        { index: 1, infoHash: record.infoHash, reason: 'the torrent has no such file' },
      ],
    });
  });

  test.each([
    ['older does not undo what is newer', '2001-01-01T00:00:00Z', { unchanged: 1 }, 42],
    ['newer counts, be it for a time to come', '2998-01-01T00:00:00Z', { updated: 1 }, 7],
  ])('%s', async (_what, watchedAt, counts, percent) => {
    const one = await person();
    const { id: torrentId, record } = await addTorrent();
    await one.watch({ torrentId, progressPercent: 42, positionSeconds: 99 });
    const { infoHash } = record;
    const watchHistory = [{ infoHash, watchedAt, progressPercent: 7 }];
    expect(report(await one.import({ watchHistory })).watchHistory).toMatchObject(counts);
    const [entry] = await historyOf(one);
    expect(entry).toMatchObject({ progressPercent: percent, positionSeconds: 99 });
  });

  test('is taken whole or not at all', async () => {
    const one = await person();
    const { record } = await addTorrent();
    const preferences = Object.fromEntries(
      Array.from({ length: 201 }, (_, key) => [`k${key}`, '']),
    );
    const { infoHash } = record;
    const watchHistory = [{ infoHash, progressPercent: 1, watchedAt: '2026-01-01T00:00:00Z' }];
    const answer = await one.import({ profile: { preferences }, watchHistory });
    expectProblem(answer, 409, 'too_many_preferences');
    expect(await historyOf(one)).toEqual([]);
  });

  test('may be as long as many years, and be sent by two devices at once', async () => {
    const one = await person();
    const files = Array.from({ length: 5_000 }, (_, index) => ({
      index,
      name: `${index}.ogg`,
      sizeBytes: 1,
    }));
    const { record } = await addTorrent({ files });
    const watchHistory = files.map(({ index }) => ({
      infoHash: record.infoHash,
      fileIndex: index,
      progressPercent: 100,
      watchedAt: '2026-01-01T00:00:00Z',
    }));
    const reports = await Promise.all([one.import({ watchHistory }), one.import({ watchHistory })]);
    const created = reports.map((answer) => report(answer).watchHistory.created);
    expect(created.sort((a, b) => a - b)).toEqual([0, 5_000]);
    expect(await historyOf(one)).toHaveLength(5_000);
  });
});

describe('the history as a table', () => {
  test('has a line for each entry, of which no spreadsheet makes a formula', async () => {
    const one = await viewer();
    const answer = await call('GET', TABLE, { token: one.token });
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
    const [head, series, film, ...rest] = answer.text.split('\r\n');
    expect(head).toBe(
      'infoHash,name,fileIndex,progressPercent,positionSeconds,durationSeconds,watchedAt',
    );
    expect(series).toMatch(/^[0-9a-f]{40},A work[^,]+,1,100,,,\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(film).toContain(`,"'=SUM(1), ""quoted""",,42,7.5,,`);
    expect(rest).toEqual(['']);
  });

  test('is imported as it was exported', async () => {
    const [one, other] = [await viewer(), await person()];
    expect(report(await other.importTable(await one.table()))).toMatchObject({
      preferences: 0,
      watchHistory: { received: 2, created: 2, skipped: [] },
    });
    expect(await historyOf(other)).toEqual(await historyOf(one));
  });

  test('has a line break of a name in quotes, whichever it is', async () => {
    const one = await person();
    for (const end of ['\n', '\r', '\r\n']) {
      const { id: torrentId } = await addTorrent({ name: `New${end}Line` });
      const json = { torrentId, progressPercent: 1 };
      await call('POST', '/api/watch-history', { token: one.token, json });
      expect(await one.table()).toContain(`,"New${end}Line",`);
    }
  });

  test('has no formula in a name either where spreadsheets part columns by semicolons or tabs', async () => {
    const [one, other] = [await person(), await person()];
    for (const between of [';', '; ', '\t', '\n', ';"']) {
      const { id: torrentId } = await addTorrent({ name: `A film${between}=SUM(1);-B` });
      const json = { torrentId, progressPercent: 1 };
      await call('POST', '/api/watch-history', { token: one.token, json });
      const told = between.replace('"', '""');
      expect(await one.table()).toContain(`,"A film${told}'=SUM(1);'-B",`);
    }
    expect(report(await other.importTable(await one.table()))).toMatchObject({
      watchHistory: { created: 5 },
    });
  });

  test('is imported as it was exported, however near to the beginning it was left', async () => {
    const [one, other] = [await person(), await person()];
    const { id: torrentId } = await addTorrent();
    const json = { torrentId, progressPercent: 0, positionSeconds: 1e-7 };
    await call('POST', '/api/watch-history', { token: one.token, json });
    expect(report(await other.importTable(await one.table()))).toMatchObject({
      watchHistory: { created: 1 },
    });
    expect(await historyOf(other)).toEqual(await historyOf(one));
  });

  test('may have its columns in any order, a byte order mark, and empty lines', async () => {
    const one = await person();
    const { record } = await addTorrent();
    const table = `\ufeffwatchedAt,progressPercent,infoHash\n\n2026-01-01T00:00:00Z,7,${record.infoHash}\n\n`;
    expect(report(await one.importTable(table, 'text/csv; charset=utf-8'))).toMatchObject({
      watchHistory: { created: 1 },
    });
  });

  test('is imported as it was exported, however many commas a name has', async () => {
    const [one, other] = [await person(), await person()];
    const { id: torrentId } = await addTorrent({ name: `a${', b'.repeat(150)}` });
    await one.watch({ torrentId, progressPercent: 1 });
    expect(report(await other.importTable(await one.table()))).toMatchObject({
      watchHistory: { created: 1 },
    });
  });

  test('may have semicolons between its columns, as spreadsheets of many countries write', async () => {
    const one = await person();
    const { record } = await addTorrent();
    const line = `2026-01-01T00:00:00Z;7;"One; two";${record.infoHash}`;
    const table = ['watchedAt;progressPercent;name;infoHash', ...Array(150).fill(line)].join(
      '\r\n',
    );
    expect(report(await one.importTable(table))).toMatchObject({
      watchHistory: { received: 150, created: 1 },
    });
  });

  test('may have lines that end as on an old Mac', async () => {
    const one = await person();
    const { record } = await addTorrent();
    const line = `2026-01-01T00:00:00Z,7,${record.infoHash}`;
    const table = ['watchedAt,progressPercent,infoHash', ...Array(50).fill(line)].join('\r');
    expect(report(await one.importTable(table))).toMatchObject({
      watchHistory: { received: 50, created: 1 },
    });
  });

  test('of nobody who has watched anything has a head alone', async () => {
    const one = await person();
    expect((await one.table()).split('\r\n')).toHaveLength(2);
    expect(report(await one.importTable(await one.table()))).toMatchObject({
      watchHistory: { received: 0 },
    });
  });

  const hash = 'a'.repeat(40);
  const time = '2026-01-01T00:00:00Z';
  test.each([
    ['a line that is too short', `infoHash,progressPercent,watchedAt\n${hash},1\n`, ''],
    ['a quote that does not close', `infoHash,progressPercent,watchedAt\n"${hash},1,${time}\n`, ''],
    ['a column twice', `infoHash,infoHash\n${hash},${hash}\n`, ''],
    ['an unknown column', `infoHash,progressPercent,watchedAt,a\n${hash},1,${time},1\n`, '0.a'],
    ['no time', `infoHash,progressPercent\n${hash},1\n`, '0.watchedAt'],
    ['a wrong hash', `infoHash,progressPercent,watchedAt\nabc,1,${time}\n`, '0.infoHash'],
    [
      'too much progress',
      `infoHash,progressPercent,watchedAt\n${hash},1,${time}\n${hash},101,${time}\n`,
      '1.progressPercent',
    ],
    [
      'half a file',
      `infoHash,progressPercent,watchedAt,fileIndex\n${hash},1,${time},0.5\n`,
      '0.fileIndex',
    ],
    [
      'words for a number',
      `infoHash,progressPercent,watchedAt,positionSeconds\n${hash},1,${time},none\n`,
      '0.positionSeconds',
    ],
  ])('with %s is refused, and the place named', async (_what, table, path) => {
    const one = await person();
    const { errors } = expectProblem(await one.importTable(table), 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'body', path }]);
  });

  test('in another encoding, or type, is refused', async () => {
    const { token, importTable } = await person();
    const latin1 = Buffer.from('infoHash,n\u00e4me\n', 'latin1');
    const headers = { 'content-type': 'text/csv' };
    const answer = await call('POST', TABLE, { token, body: latin1 as never, headers });
    expectProblem(answer, 400, 'validation_failed');
    expectProblem(await importTable('{}', 'application/json'), 415, 'unsupported_media_type');
  });

  test('of endless length is refused', async () => {
    const { importTable } = await person();
    expectProblem(await importTable('a'.repeat(9 * 1024 * 1024)), 413, 'body_too_large');
  });

  test.each([
    ['of endless fields', ','.repeat(1_000_000), 'a row has more than 100 fields'],
    ['of as many between semicolons', ';'.repeat(1_000_000), 'a row has more than 100 fields'],
    [
      'that is endless',
      `infoHash,progressPercent,watchedAt,name\n${hash},1,${time},${'x'.repeat(20_000)}\n`,
      'Max Record Size',
    ],
  ])('with a row %s is refused', async (_what, table, message) => {
    const { importTable } = await person();
    const { errors } = expectProblem(await importTable(table), 400, 'validation_failed');
    expect(errors?.[0]?.message).toMatch(new RegExp(message));
  });
});
