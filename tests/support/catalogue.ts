import { randomBytes, randomInt } from 'node:crypto';
import { expect } from 'vitest';
import type { IngestRecord } from '@/contracts/ingest';
import { type TorrentDetail, torrentDetail, torrentSearchPage } from '@/contracts/torrents';
import { call, ingest, newRecord } from './api';
import { expectShape } from './shapes';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** A word of random letters, no two alike side by side, which no other torrent has in its name. */
export function newWord(length = 12): string {
  let word = '';
  while (word.length < length) {
    const letter = LETTERS.charAt(randomInt(LETTERS.length));
    if (!word.endsWith(letter)) word += letter;
  }
  return word;
}

export const newInfoHashV2 = () => randomBytes(32).toString('hex');

/** A v1 info hash as older magnet links write it. */
export function toBase32(hex: string): string {
  const bits = [...hex].map((digit) => Number.parseInt(digit, 16).toString(2).padStart(4, '0'));
  const groups = bits.join('').match(/.{5}/g) ?? [];
  return groups.map((group) => BASE32[Number.parseInt(group, 2)]).join('');
}

/** Puts a torrent nobody has seen into the catalogue; answers its record and its UUID. */
export async function addTorrent(
  fields: Partial<IngestRecord> = {},
): Promise<{ id: string; record: IngestRecord }> {
  const [added] = await addTorrents(fields);
  if (added === undefined) throw new Error('nothing was added');
  return added;
}

/** The same for several, in one batch. */
export async function addTorrents(
  ...torrents: Partial<IngestRecord>[]
): Promise<{ id: string; record: IngestRecord }[]> {
  const records = torrents.map(newRecord);
  const { results } = await ingest(...records);
  return results.map(({ id, status, errors }, index) => {
    expect(status, JSON.stringify(errors)).toBe('created');
    return { id: id as string, record: records[index] as IngestRecord };
  });
}

/** Torrents whose names begin with a word that nobody else has; the word. */
export async function addWork(...torrents: Partial<IngestRecord>[]): Promise<string> {
  const word = newWord();
  for (const { name = '', ...torrent } of torrents) {
    await addTorrent({ ...torrent, name: `${word} ${name}` });
  }
  return word;
}

/** Sends what is known of a torrent anew, changed. */
export async function addAgain(record: IngestRecord): Promise<void> {
  expect(await ingest(record)).toMatchObject({ updated: 1 });
}

export async function getTorrent(id: string): Promise<TorrentDetail> {
  return expectShape(await call('GET', `/api/torrents/${id}`), 200, torrentDetail);
}

export const searchPath = (q: string, limit = 100) =>
  `/api/torrents/search?limit=${limit}&q=${encodeURIComponent(q)}`;

/** What a search may be held to beside its words, by the names of the query. */
export type Conditions = Record<string, string | number>;

/** The first page of an answer to what somebody typed. */
export async function search(q: string, conditions: Conditions = {}) {
  const more = Object.entries(conditions).map(
    ([name, value]) => new URLSearchParams([[name, String(value)]]),
  );
  const path = [searchPath(q), ...more].join('&');
  return expectShape(await call('GET', path), 200, torrentSearchPage);
}

/** The names of what is found, without the word of `addWork`. */
export const namesOf = async (q: string, conditions: Conditions) =>
  (await search(q, conditions)).items.map(({ name }) => name.replace(`${q} `, ''));

/** The ids of what has all the words, in order; none when there are only names that look alike. */
export async function findExactly(q: string): Promise<string[]> {
  const { items, match } = await search(q);
  return match === 'exact' ? items.map(({ id }) => id) : [];
}

/** A torrent of that name; its id. */
export const named = async (name: string) => (await addTorrent({ name })).id;

export const newWords = (count: number) => Array.from({ length: count }, () => newWord());

/** Two letters in the middle change places. */
export const misspelt = (word: string) => word.slice(0, 5) + word[6] + word[5] + word.slice(7);

/** Torrents of these names, the first the oldest; their ids. */
export async function namedInOrder(...names: string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) ids.push(await named(name));
  return ids;
}

/** What a search answers that finds nothing. */
export const foundNothing = {
  items: [],
  nextCursor: null,
  total: { value: 0, relation: 'eq' },
  match: expect.stringMatching(/^(exact|fuzzy)$/),
  didYouMean: null,
};

/** What a search says that found nothing. */
export const nothing = {
  items: [],
  nextCursor: null,
  total: { value: 0, relation: 'eq' },
  match: 'exact',
  didYouMean: null,
};
