import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { INGEST_BATCH_MAX, ingestRecord, ingestReport } from '@/contracts/ingest';
import { call, host, ingest, newInfoHash, newRecord } from '../support/api';
import { almost, SEED } from '../support/bad-arbitraries';
import { json } from '../support/bad-requests';
import { flawsOf, spoil } from '../support/bad-values';
import { addTorrent, getTorrent, newInfoHashV2 } from '../support/catalogue';
import { edgeRows } from '../support/schema-edges';
import { exampleOf, fieldsOf, inputSchema } from '../support/schema-fields';
import { expectShape } from '../support/shapes';

const schema = inputSchema(ingestRecord);

/** A record with all fields there are, of a torrent that nobody has sent yet. */
const newWholeRecord = () => ({
  ...(exampleOf(schema) as object),
  infoHash: newInfoHash(),
  infoHashV2: newInfoHashV2(),
});

/** Pushes records that are given as JSON text. */
async function ingestText(...records: string[]) {
  const options = json(`{"torrents":[${records}]}`, { key: host.ingestKey });
  return expectShape(await call('POST', '/api/ingest', options), 200, ingestReport);
}

/** Sends bad records, each between two good ones; answers what became of them. */
async function sendAmongGood(...bad: string[]) {
  const newGood = () => JSON.stringify(newRecord());
  const report = await ingestText(newGood(), ...bad.flatMap((record) => [record, newGood()]));
  const [created, rejected] = [bad.length + 1, bad.length];
  expect(report).toMatchObject({ received: created + rejected, created, rejected });
  expect(report.results.map(({ index }) => index)).toEqual([...report.results.keys()]);
  const isGood = ({ index }: { index: number }) => index % 2 === 0;
  const good = report.results.filter(isGood).map(({ status }) => status);
  expect(good).toEqual(Array(created).fill('created'));
  const results = report.results.filter((result) => !isGood(result));
  expect(results.map(({ status }) => status)).toEqual(Array(rejected).fill('rejected'));
  return results;
}

test('a record with every field is taken', async () => {
  expect(await ingest(newWholeRecord())).toMatchObject({ created: 1 });
});

const flawRows = fieldsOf(schema)
  .flatMap(flawsOf)
  .map((flaw) => [`${flaw.named || '(the whole)'}: ${flaw.what}`, flaw] as const);

describe('a record among good ones is refused', () => {
  const sent = flawRows.map(([, flaw]) => ({ flaw, record: newWholeRecord() }));
  const results: Awaited<ReturnType<typeof sendAmongGood>> = [];

  beforeAll(async () => {
    for (let start = 0; start < sent.length; start += 50) {
      const bad = sent.slice(start, start + 50);
      results.push(...(await sendAmongGood(...bad.map(({ flaw, record }) => spoil(record, flaw)))));
    }
  });

  test.each(flawRows.map(([what], place) => [what, place] as const))('for %s', async (_, place) => {
    const { flaw, record } = sent[place] as (typeof sent)[number];
    expect(results[place]?.errors).toContainEqual(expect.objectContaining({ path: flaw.named }));
    expect((await call('GET', `/api/torrents/${record.infoHash}`)).status).toBe(404);
    expect((await call('GET', `/api/torrents/${record.infoHashV2}`)).status).toBe(404);
  });
});

const file = (name: string, index = 0) => ({ index, name, sizeBytes: 1 });

test.each([
  ['name', { name: ' \t\n' }],
  ['name', { name: '\u3000' }],
  ['source', { source: ' ' }],
  ['license', { license: ' ' }],
  ['files.0.name', { files: [file(' ')] }],
  ['files.0.name', { files: [file('/etc/passwd')] }],
  ['files.0.name', { files: [file('../../etc/passwd')] }],
  ['files.0.name', { files: [file('..\\..\\boot.ini')] }],
  ['files.0.name', { files: [file('a//b')] }],
  ['files.0.name', { files: [file('a/')] }],
  ['files.0.name', { files: [file('a/./b')] }],
  ['files.1.name', { files: [file('a'), file('..', 1)] }],
  ['files', { files: [file('a'), file('b')] }],
  ['infoHashV2', { infoHash: newInfoHashV2() }],
  ['posterUrl', { posterUrl: 'udp://example.org:80/a' }],
  ['webSeeds.0', { webSeeds: ['udp://example.org:80'] }],
  ['trackers.0', { trackers: ['ftp://example.org'] }],
])('a record is refused for %s: %j', async (path, fields) => {
  const [result] = await sendAmongGood(JSON.stringify({ ...newWholeRecord(), ...fields }));
  expect(result?.errors).toContainEqual(expect.objectContaining({ path }));
});

test.each([
  ['lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['objects', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
])('a record of nested %s is refused', async (_, deep) => {
  const [whole] = await sendAmongGood(deep);
  expect(whole?.infoHash).toBeNull();
  const inside = JSON.stringify(newWholeRecord()).replace(/"files":\[.*\]/, `"files":${deep}`);
  const [result] = await sendAmongGood(inside);
  expect(result?.errors).not.toEqual([]);
});

test('a record that is refused leaves the stored torrent as it was', async () => {
  const { id, record } = await addTorrent({ files: [file('a'), file('b', 1)], seeders: 3 });
  const before = await getTorrent(id);
  const change = { ...record, name: 'Another name', sizeBytes: 5, seeders: 9, leechers: 9 };
  const files = [file('c'), { ...file('d', 1), sizeBytes: -1 }, file('e', 2)];
  const [result] = await sendAmongGood(JSON.stringify({ ...change, files }));
  expect(result).toMatchObject({
    infoHash: record.infoHash,
    errors: [{ path: 'files.1.sizeBytes' }],
  });
  expect(await getTorrent(id)).toEqual(before);
});

test('a batch of nothing but bad records is answered record by record', async () => {
  const bad = ['null', 'true', '0', '1e400', '""', '[]', '{}', '{"infoHash":{}}', '[[]]', '"a"'];
  const records = Array.from({ length: INGEST_BATCH_MAX }, (_, index) => bad[index % bad.length]);
  const report = await ingestText(...(records as string[]));
  expect(report).toMatchObject({ received: INGEST_BATCH_MAX, rejected: INGEST_BATCH_MAX });
  expect(report.results.map(({ index }) => index)).toEqual(records.map((_, index) => index));
});

test(`any batch of seed ${SEED} is answered record by record`, async () => {
  const batch = fc.array(almost(schema), { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(batch, async (records) => {
      const { received, created, updated, unchanged, rejected, results } = await ingestText(
        ...records,
      );
      expect(received).toBe(records.length);
      expect(created + updated + unchanged + rejected).toBe(received);
      expect(results.map(({ index }) => index)).toEqual(records.map((_, index) => index));
      for (const { status, id, errors } of results) {
        const isRefused = status === 'rejected';
        expect([id === undefined, errors !== undefined]).toEqual([isRefused, isRefused]);
      }
    }),
    { seed: SEED, numRuns: 100, endOnFailure: true },
  );
});

describe('what is just good enough', () => {
  test.each(edgeRows(schema))('%s', async (_, path, raw) => {
    const text = spoil(newWholeRecord(), { path, raw });
    const { results } = await ingestText(text);
    expect(results[0]).toMatchObject({ index: 0, status: 'created' });
    await getTorrent(results[0]?.id as string);
    expect(await ingestText(text)).toMatchObject({ unchanged: 1 });
  });
});
