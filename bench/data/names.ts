import { randomNumbers } from '../records';

/** A number from 0 to n - 1. */
export type Next = (n: number) => number;

export interface Work {
  kind: 'film' | 'series' | 'music' | 'book' | 'software';
  title: string;
  year: number;
}

const syllables: Record<string, string[]> = {
  latin:
    'ba be bo ca ce co da de di do fa fi ga go ha he ka ki la le li lo ma me mi mo na ne ni no pa pe ra re ri ro sa se si so ta te ti to va ve vi wa we ya zo an ar el en er in on or un ist ing'.split(
      ' ',
    ),
  accented: 'bé çã dö él fü gô hà kö lí mä né ñо øl på ré sú tï vø žá čе ří łó ąn ęt'.split(' '),
  cyrillic: 'ба ве го да ел жи за ко ле ми но об пе ра со то ув фи хо че ша эт юн яр'.split(' '),
  greek: 'αλ βε γα δη ερ ζω ηλ θε κα λο με νη ξε πα ρι σο τα φι χα ψυ ων'.split(' '),
  arabic: 'ال بي تا جم حر دا را سل شم صب عر فن قم كت لي مد نو هد وط يم'.split(' '),
  devanagari: 'का की रा मे नी सा ती ला पु हि भा गं शि वि जी'.split(' '),
  hangul: [...'가나다라마바사아자하거너더러머서어저허고노도로모보소오조호'],
  han: [...'东京物语人情纸风船大闹天宫孙悟空花木兰春江水山火风雨雪月星夜日明天地海河城马龙虎'],
  kana: [...'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモ'],
};

const shares: Record<string, number> = {
  latin: 76,
  accented: 8,
  cyrillic: 5,
  han: 3,
  kana: 2,
  greek: 1,
  arabic: 2,
  devanagari: 1,
  hangul: 2,
};

/** Of a hundred works, how many have their title in which script. */
const scripts = Object.entries(shares).flatMap(([script, share]) =>
  Array<string>(share).fill(script),
);

const commonWords =
  'the of and a in to on for with la le de der night dead man girl world love time last lost big great first day house king war moon star dark city life story blood black white red blue'.split(
    ' ',
  );
const VOCABULARY = 150_000;
const unspaced = new Set(['han', 'kana']);

const pick = <Item>(items: readonly Item[], next: Next) => items[next(items.length)] as Item;

/** Many are small, few are large: 0 to n - 1, about as often as 1 / (place + 1). */
const skewed = (n: number, next: Next) =>
  Math.min(n - 1, Math.floor(Math.exp((next(1_000_000) / 1_000_000) * Math.log(n + 1)) - 1));

/** The word of a place in the vocabulary of a script; the same each time. */
function wordAt(script: string, place: number): string {
  const latin = script === 'latin';
  if (latin && place < commonWords.length) return commonWords[place] as string;
  const next = randomNumbers(place * 31 + script.length * 7919);
  const known = syllables[script] as string[];
  const length = 2 + (place > 400 ? next(3) : next(2));
  const word = Array.from({ length }, () => pick(known, next)).join('');
  return script === 'accented' ? `${pick(syllables.latin as string[], next)}${word}` : word;
}

/** The work of a place, the same each time: a title of one to six words, a year, a kind. */
function workAt(place: number, seed: number): Work {
  const next = randomNumbers(seed + place * 7907);
  const kind = pick(
    ['film', 'film', 'film', 'film', 'series', 'series', 'music', 'music', 'book', 'software'],
    next,
  ) as Work['kind'];
  const script = pick(scripts, next);
  const count = 1 + Math.min(next(4), next(6)) + next(2);
  const words = Array.from({ length: count }, () => {
    const word = wordAt(script, skewed(VOCABULARY, next));
    return word.charAt(0).toUpperCase() + word.slice(1);
  });
  const year = 2026 - skewed(110, next);
  return { kind, title: words.join(unspaced.has(script) ? '' : ' '), year };
}

const resolutions = ['1080p', '1080p', '1080p', '720p', '720p', '2160p', '480p'];
const qualities = ['BluRay', 'WEB-DL', 'WEBRip', 'DVDRip', 'HDTV', 'BDRip'];
const codecs = ['x264', 'x264', 'x265', 'H.264', 'HEVC', 'XviD', 'AV1'];
const audioFormats = ['FLAC', 'MP3', 'MP3 320', 'OGG', 'Opus'];
const bookFormats = ['epub', 'pdf', 'mobi', 'djvu'];
const machines = ['amd64', 'arm64', 'riscv64', 'i386', 'x86_64'];
const languages = ['', '', '', '', 'German', 'French', 'Spanish', 'Multi', 'Hindi', 'Italian'];
const GROUPS = 4_000;

const twoDigits = (value: number) => String(value).padStart(2, '0');
const groupAt = (place: number) => wordAt('latin', 5_000 + place).toUpperCase();

export interface Release {
  name: string;
  /** The end of the main file's name. */
  extension: string;
  /** How large the usual one is, in bytes. */
  usualBytes: number;
}

/** One of the many releases of a work, named as such are. */
export function releaseOf({ kind, title, year }: Work, next: Next): Release {
  const spelled =
    next(10) < 6 ? (text: string) => text.replaceAll(' ', '.') : (text: string) => text;
  const group = groupAt(skewed(GROUPS, next));
  const words = (...parts: string[]) => spelled(parts.filter(Boolean).join(' '));
  switch (kind) {
    case 'film': {
      const facts = [pick(resolutions, next), pick(qualities, next), pick(codecs, next)];
      const name = words(title, String(year), pick(languages, next), ...facts);
      return { name: `${name}-${group}`, extension: 'mkv', usualBytes: 3e9 };
    }
    case 'series': {
      const part = `S${twoDigits(1 + skewed(12, next))}E${twoDigits(1 + next(24))}`;
      const facts = [pick(resolutions, next), pick(qualities, next), pick(codecs, next)];
      return {
        name: `${words(title, part, ...facts)}-${group}`,
        extension: 'mkv',
        usualBytes: 1e9,
      };
    }
    case 'music': {
      const artist = wordAt('latin', 300 + skewed(20_000, next));
      const name = `${artist} - ${title} (${year}) [${pick(audioFormats, next)}]`;
      return { name, extension: 'flac', usualBytes: 3e8 };
    }
    case 'book': {
      const author = `${wordAt('latin', 200 + skewed(3_000, next))} ${wordAt('latin', 900 + skewed(20_000, next))}`;
      const format = pick(bookFormats, next);
      return {
        name: `${title} - ${author} (${year}) ${format}`,
        extension: format,
        usualBytes: 5e6,
      };
    }
    case 'software': {
      const version = `${1 + next(30)}.${next(20)}.${next(10)}`;
      const name = `${title.toLowerCase().replaceAll(' ', '-')}-${version}-${pick(machines, next)}`;
      return { name, extension: 'iso', usualBytes: 1.5e9 };
    }
  }
}

/** The work that a torrent is of: some works have thousands of releases, most a few. */
export function workOfTorrent(torrents: number, seed: number, next: Next): Work {
  const works = Math.max(10, Math.floor(torrents / 4));
  const place = next(10) < 3 ? skewed(works, next) : next(works);
  return workAt(place, seed);
}
