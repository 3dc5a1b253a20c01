import { recordAt } from '../data/rows';
import { randomNumbers } from '../records';

export interface Asked {
  kind: string;
  q: string;
  /** Relevance, where it is not said. */
  sort?: 'relevance' | 'size' | 'seeders';
}

/** How often each kind comes in a hundred queries of the mix. */
const shares: Record<string, number> = {
  title: 25,
  'title with year': 15,
  'release name': 10,
  beginning: 20,
  phrase: 5,
  exclusion: 5,
  misspelling: 8,
  'info hash': 2,
  'common word': 10,
};

const commonWords = [
  'the',
  'of',
  'night',
  '1080p',
  'x264',
  'bluray',
  'flac',
  'love',
  '2026',
  'amd64',
  'web',
  'german',
];

/** What people type, of a catalogue that `bench:data` made; the same for the same seed. */
export function queryMix(count: number, torrents: number, seed: number): Asked[] {
  const next = randomNumbers(77);
  const kinds = Object.entries(shares).flatMap(([kind, share]) => Array<string>(share).fill(kind));
  return Array.from({ length: count }, () => {
    const kind = kinds[next(kinds.length)] as string;
    const { name, infoHash } = recordAt(next(torrents), torrents, seed);
    return { kind, q: queryOf(kind, name, infoHash, next) };
  });
}

/** What stands in the box while somebody types a title: from one letter to all of them. */
export function typedTitles(count: number, torrents: number, seed: number): Asked[] {
  const next = randomNumbers(78);
  return Array.from({ length: count }, () => {
    const { name, infoHash } = recordAt(next(torrents), torrents, seed);
    const title = queryOf('title', name, infoHash, next);
    return { kind: 'typed', q: title.slice(0, 1 + next(title.length)) };
  });
}

function queryOf(
  kind: string,
  name: string,
  infoHash: string,
  next: (n: number) => number,
): string {
  const words = name.replaceAll(/[._]/g, ' ').split(' ');
  const year = words.findIndex((word) => /^\(?(19|20)\d\d\)?$/.test(word));
  const title = words.slice(0, year > 0 ? year : Math.min(3, words.length));
  switch (kind) {
    case 'title':
      return title.join(' ');
    case 'title with year':
      return words.slice(0, year > 0 ? year + 1 : 3).join(' ');
    case 'release name':
      return name;
    case 'beginning':
      return title.join(' ').slice(0, 2 + next(8));
    case 'phrase':
      return `"${title.slice(0, 3).join(' ')}"`;
    case 'exclusion':
      return `${title.join(' ')} -720p`;
    case 'misspelling':
      return misspell(title.join(' '), next);
    case 'info hash':
      return infoHash;
    default:
      return commonWords[next(commonWords.length)] as string;
  }
}

function misspell(text: string, next: (n: number) => number): string {
  const letters = [...text];
  if (letters.length < 4) return text;
  const place = 1 + next(letters.length - 2);
  const [a = '', b = ''] = letters.slice(place);
  return [
    ...letters.slice(0, place),
    ...(next(2) === 0 ? [b, a] : [b]),
    ...letters.slice(place + 2),
  ].join('');
}

/** What somebody would type who wants it to take long, in each order. */
export const hostile: Asked[] = [
  ['common words that never meet', '1080p 720p'],
  ['three that never meet', '1080p flac amd64'],
  ['two of the most common that never meet', 'the epub hdtv'],
  ['a single letter', 'a'],
  ['a rarer letter', 'q'],
  ['single letters', 's a b'],
  ['a common word and a letter', 'the a'],
  ['only exclusions', '-the'],
  ['many exclusions', '-1080p -720p -flac -amd64 -mp3 -epub'],
  ['a common word and exclusions', 'the -s -1080p -720p -2160p -480p -flac -mp3 -iso -pdf -epub'],
  [
    'exclusions of nearly all',
    '-s -1080p -720p -2160p -480p -flac -mp3 -iso -pdf -epub -mobi -djvu -ogg -opus -amd64 -arm64 -i386',
  ],
  ['200 words', Array.from({ length: 200 }, (_, place) => `w${place}`).join(' ')],
  [
    '200 known words',
    Array.from(
      { length: 200 },
      (_, place) => ['the', 'of', 'and', '1080p', 'x264', String(place)][place % 6],
    ).join(' '),
  ],
  ['the same word 100 times', Array(100).fill('night').join(' ')],
  ['quotes that do not close', '"the night of'],
  ['a phrase of common words', '"1080p the"'],
  ['a phrase that never comes', '"x264 bluray"'],
  ['a long word', 'a'.repeat(900)],
  ['long nonsense', Array.from({ length: 12 }, (_, place) => `zq${place}xvbnmwrt`).join(' ')],
  ['misspelt common words', 'teh nigth fo teh drak'],
  ['one common, one rare', 'the zzzz'],
  ['a year and a resolution', '1999 2160p'],
  ['a common word that the largest lack', 'flac'],
].flatMap(([kind = '', q = '']) =>
  (['relevance', 'size', 'seeders'] as const).map((sort) => ({
    kind: `${kind}, by ${sort}`,
    q,
    sort,
  })),
);
