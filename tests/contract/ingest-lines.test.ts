import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { type IngestRecord, type IngestResult, ingestResult } from '@/contracts/ingest';
import { call, host, newRecord } from '../support/api';
import { newWord, search } from '../support/catalogue';
import { expectProblem } from '../support/shapes';

const type = 'application/x-ndjson';
const lineOf = (record: unknown) => `${JSON.stringify(record)}\n`;

/** What became of each line. */
async function send(body: BodyInit): Promise<IngestResult[]> {
  const answer = await call('POST', '/api/ingest', {
    key: host.ingestKey,
    headers: { 'content-type': type },
    body,
  });
  expect(answer.status, answer.text).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
  return answer.text
    .split('\n')
    .filter(Boolean)
    .map((line) => ingestResult.parse(JSON.parse(line)));
}

const records = (count: number, word = newWord()): IngestRecord[] =>
  Array.from({ length: count }, (_, place) => newRecord({ name: `${word} ${place}` }));

describe('records a line each', () => {
  test('go in, each with a line of what became of it', async () => {
    const [one, two, three] = records(3) as [IngestRecord, IngestRecord, IngestRecord];
    const bad = { ...newRecord(), sizeBytes: -1 };
    const results = await send(
      `${lineOf(one)}\r\n\n{"infoHash":\n${lineOf(bad)}${lineOf(one)}${lineOf(two)}${lineOf({})}${lineOf(three).trim()}`,
    );
    expect(results.map(({ index, status }) => [index, status])).toEqual([
      [0, 'created'],
      [1, 'rejected'],
      [2, 'rejected'],
      [3, 'unchanged'],
      [4, 'created'],
      [5, 'rejected'],
      [6, 'created'],
    ]);
    expect(results[1]).toMatchObject({
      infoHash: null,
      errors: [{ path: '', message: 'must be JSON in UTF-8' }],
    });
    expect(results[2]).toMatchObject({ infoHash: bad.infoHash, errors: [{ path: 'sizeBytes' }] });
    expect(results[3]?.id).toBe(results[0]?.id);
  });

  test('may be more than a batch holds', async () => {
    const word = newWord();
    const given = records(2_345, word);
    const results = await send(given.map(lineOf).join(''));
    expect(results.map(({ infoHash }) => infoHash)).toEqual(given.map(({ infoHash }) => infoHash));
    expect(
      results.every(({ status }, place) => status === 'created' && results[place]?.index === place),
    ).toBe(true);
    expect((await search(`${word} 2344`)).items).toHaveLength(1);
  });

  test('are all found by words that others bring at the same moment in files alone', async () => {
    const words = Array.from({ length: 500 }, () => newWord());
    const inFiles = words.map((word) =>
      newRecord({ files: [{ index: 0, name: `${word}.ogg`, sizeBytes: 1 }] }),
    );
    const inNames = words.map((word) => newRecord({ name: `${word} live` }));
    await send([...inFiles, ...inNames].map(lineOf).join(''));
    for (const place of [0, 99, 249, 499]) {
      const { items } = await search(words[place] as string);
      expect(items.map(({ name }) => name)).toContain(inNames[place]?.name);
    }
  });

  test('of the same torrents take their turns, however far apart they are', async () => {
    const word = newWord();
    const given = records(600, word);
    const rounds = Array.from({ length: 5 }, (_, round) =>
      given.map((record) => ({ ...record, name: `${record.name} ${round}` })),
    );
    const results = await send(rounds.flat().map(lineOf).join(''));
    const statuses = (from: number, to: number) =>
      new Set(results.slice(from, to).map(({ status }) => status));
    expect(statuses(0, 600)).toEqual(new Set(['created']));
    expect(statuses(600, 3000)).toEqual(new Set(['updated']));
    expect((await search(`${word} 599`)).items.map(({ name }) => name)).toEqual([`${word} 599 4`]);
    expect((await search(word)).total.value).toBe(600);
  });

  test('that are none are answered with nothing', async () => {
    expect(await send('')).toEqual([]);
    expect(await send('\n \r\n')).toEqual([]);
  });

  test('that are too long, or not in UTF-8, stop no others', async () => {
    const [first, last] = records(2) as [IngestRecord, IngestRecord];
    const body = Buffer.concat([
      Buffer.from(`${lineOf(first)}"${'a'.repeat(5 * 1024 * 1024)}"\n`),
      Buffer.from([0x22, 0xff, 0x22, 0x0a]),
      Buffer.from(lineOf(last)),
    ]);
    const results = await send(body);
    expect(results.map(({ status }) => status)).toEqual([
      'created',
      'rejected',
      'rejected',
      'created',
    ]);
    expect(results[1]?.errors).toEqual([
      { path: '', message: 'must not have more than 4194304 bytes' },
    ]);
  });

  test('are answered while more of them are on their way', async () => {
    const { hostname, port } = new URL(host.baseUrl);
    const sent: ClientRequest = request({
      hostname,
      port,
      path: '/api/ingest',
      method: 'POST',
      headers: { 'content-type': type, 'x-api-key': host.ingestKey },
    });
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    const rounds = 4;
    const given = records(500 * rounds);
    sent.write(given.slice(0, 500).map(lineOf).join(''));
    const [answer] = await answered;
    let read = 0;
    for await (const line of createInterface(answer)) {
      expect(JSON.parse(line)).toMatchObject({ index: read, status: 'created' });
      read += 1;
      if (read % 500 !== 0) continue;
      if (read < given.length)
        sent.write(
          given
            .slice(read, read + 500)
            .map(lineOf)
            .join(''),
        );
      else sent.end();
    }
    expect(read).toBe(given.length);
  });
});

describe('lines are refused', () => {
  const headers = { 'content-type': type };

  test('without a key', async () => {
    expectProblem(
      await call('POST', '/api/ingest', { headers, body: '{}' }),
      401,
      'invalid_api_key',
    );
  });

  test('with a query', async () => {
    const options = { key: host.ingestKey, headers, body: '{}' };
    const answer = await call('POST', '/api/ingest?a=b', options);
    expectProblem(answer, 400, 'validation_failed');
  });

  test.each([
    ['compressed', { 'content-encoding': 'gzip' }],
    ['in another encoding', { 'content-type': `${type}; charset=latin1` }],
  ])('that are %s', async (_, more) => {
    const options = { key: host.ingestKey, headers: { ...headers, ...more }, body: '{}' };
    expectProblem(await call('POST', '/api/ingest', options), 415, 'unsupported_media_type');
  });

  test('where a body is one value', async () => {
    const answer = await call('POST', '/api/auth/sign-in', { headers, body: '{}' });
    expectProblem(answer, 415, 'unsupported_media_type');
  });
});
