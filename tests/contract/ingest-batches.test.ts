import { describe, expect, test } from 'vitest';
import { INGEST_BODY_MAX_BYTES, ingestReport } from '@/contracts/ingest';
import { call, host, newRecord } from '../support/api';
import { addTorrent, findExactly, getTorrent, newWord } from '../support/catalogue';
import { files, post, push } from '../support/ingest';
import { shuffled } from '../support/random';
import { expectProblem, expectShape } from '../support/shapes';

test('a batch that counts a swarm twice changes nothing when it is sent again', async () => {
  const record = newRecord();
  const batch = [0, 2].map((seeders) => ({ ...record, seeders }));
  expect(await push(...batch)).toMatchObject({ created: 1 });
  expect(await push(...batch)).toMatchObject({ unchanged: 2 });
  expect(await getTorrent(record.infoHash)).toMatchObject({ seeders: 2 });
});

describe('the size of a batch', () => {
  const smallBatch = () => JSON.stringify({ torrents: [newRecord()] });

  test('is 1,000 records, each with its files', async () => {
    const word = newWord();
    const batch = Array.from({ length: 1000 }, (_, place) =>
      newRecord({
        name: `${word} ${place}`,
        files: files(`${place}/a.webm`, `${place}/b.srt`, `${place}/c.jpg`),
      }),
    );
    expect(await push(...batch)).toMatchObject({ received: 1000, created: 1000 });
    expect(await push(...shuffled(batch))).toMatchObject({ created: 0, unchanged: 1000 });
    const last = batch[999];
    expect(await getTorrent(last?.infoHash as string)).toMatchObject({ files: last?.files });
    expect(await findExactly(`${word} 500`)).toHaveLength(1);
  });

  test.each([
    ['1,001 records', Array(1001).fill({}), 'torrents'],
    ['no record', [], 'torrents'],
    ['no list', 'text', 'torrents'],
  ])('is not %s', async (_what, torrents, path) => {
    const answer = await post(JSON.stringify({ torrents }));
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors).toMatchObject([{ in: 'body', path }]);
  });

  test('is up to 4 MiB', async () => {
    const answer = await post(smallBatch().padEnd(INGEST_BODY_MAX_BYTES));
    expect(expectShape(answer, 200, ingestReport)).toMatchObject({ created: 1 });
  });

  test('is not one byte more than 4 MiB', async () => {
    const answer = await post(smallBatch().padEnd(INGEST_BODY_MAX_BYTES + 1));
    expectProblem(answer, 413, 'body_too_large');
  });

  test('is counted while it comes, where nobody says it before', async () => {
    const chunk = new TextEncoder().encode(' '.repeat(64 * 1024));
    let count = 0;
    const body = new ReadableStream<Uint8Array>({
      pull: (controller) => (count++ < 65 ? controller.enqueue(chunk) : controller.close()),
    });
    const headers = { 'content-type': 'application/json' };
    const answer = await call('POST', '/api/ingest', { key: host.ingestKey, body, headers });
    expectProblem(answer, 413, 'body_too_large');
  });

  test('allows a torrent with very many files', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      index,
      name: `${index}.webm`,
      sizeBytes: index,
    }));
    const { id } = await addTorrent({ files: many });
    expect((await getTorrent(id)).files).toEqual(many);
  });
});

describe('many callers at once', () => {
  test('with overlapping batches in any order make each torrent once', async () => {
    const word = newWord();
    const records = Array.from({ length: 50 }, (_, place) =>
      newRecord({ name: `${word} ${place}`, files: files('a.webm', 'b.webm'), seeders: place }),
    );
    const reports = await Promise.all(
      Array.from({ length: 16 }, (_, place) =>
        push(...shuffled(place < 2 ? records : shuffled(records).slice(0, 35))),
      ),
    );
    expect(reports.reduce((sum, { created }) => sum + created, 0)).toBe(50);
    expect(reports.reduce((sum, { rejected }) => sum + rejected, 0)).toBe(0);
    const idOf = new Map<string | null, Set<string | undefined>>();
    for (const { infoHash, id } of reports.flatMap(({ results }) => results)) {
      idOf.set(infoHash, (idOf.get(infoHash) ?? new Set()).add(id));
    }
    expect(idOf.size).toBe(50);
    for (const ids of idOf.values()) expect(ids.size).toBe(1);
    expect(await findExactly(word)).toHaveLength(50);
    expect(await push(...records)).toMatchObject({ unchanged: 50 });
  });

  test('with updates of the same torrents never stop each other', async () => {
    const torrents = await Promise.all(Array.from({ length: 20 }, () => addTorrent()));
    const reports = await Promise.all(
      Array.from({ length: 12 }, (_, caller) =>
        push(
          ...shuffled(torrents).map(({ record }) => ({
            ...record,
            license: `License ${caller}`,
            files: files(`${caller}.webm`),
            seeders: caller,
          })),
        ),
      ),
    );
    for (const report of reports) expect(report.rejected).toBe(0);
    for (const { id } of torrents) {
      const { license, files: stored, seeders } = await getTorrent(id);
      expect(license).toBe(`License ${seeders}`);
      expect(stored).toEqual(files(`${seeders}.webm`));
    }
  });
});
