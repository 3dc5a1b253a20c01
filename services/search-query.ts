import { parseInfoHash } from '@/bittorrent/info-hash';
import { parseMagnet } from '@/bittorrent/magnet';
import { foldText } from '@/lib/fold';

/** What somebody typed, understood. */
export interface SearchQuery {
  /** What the whole text is the hash of, if it is one; a magnet link may have two. */
  infoHashes: string[];
  /** For PostgreSQL's `to_tsquery('simple', …)`; null when there is nothing to look for. */
  tsquery: string | null;
  /** The words to be found as one folded title, empty when words are only left out. */
  title: string;
  /** A tsquery of the words left out, or null. */
  excluded: string | null;
}

interface Term {
  words: string[];
  isPhrase: boolean;
  isExcluded: boolean;
}

/** Characters; PostgreSQL does not index a word of more than 2,046 bytes, nor accept one in a query. */
const WORD_MAX = 500;

/** A quoted phrase (the end of the text closes it as well) or a word, either with `-` before it. */
const termPattern = /(-?)(?:["“”„]([^"“”„]*)(?:["“”„]|$)|([^\s"“”„]+))/gu;

/**
 * Understands any text: words that must all be there, the last as a prefix; `"phrases"`; `-words`
 * to leave out; or a whole text that is an info hash or a magnet link.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const terms = readTerms(text);
  const wanted = terms.filter((term) => !term.isExcluded);
  const unwanted = terms.filter((term) => term.isExcluded);
  const excluded = join(
    unwanted.map((term) => clause(term, false)),
    ' | ',
  );
  const clauses = [
    ...wanted.map((term, place) => clause(term, place === wanted.length - 1 && !term.isPhrase)),
    ...(excluded === null ? [] : [`!(${excluded})`]),
  ];
  return {
    infoHashes: readInfoHashes(text.trim()),
    tsquery: join(clauses, ' & '),
    title: wanted.flatMap((term) => term.words).join(' '),
    excluded,
  };
}

function readInfoHashes(text: string): string[] {
  if (!/^magnet:/i.test(text)) return [parseInfoHash(text) ?? []].flat();
  try {
    const { infoHash, infoHashV2 } = parseMagnet(text);
    return infoHashV2 === null ? [infoHash] : [infoHash, infoHashV2];
  } catch {
    return [];
  }
}

function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  for (const [, minus, phrase, word] of text.matchAll(termPattern)) {
    const words = foldText(phrase ?? word ?? '')
      .split(' ')
      .filter(Boolean);
    if (words.length === 0) continue;
    terms.push({ words, isPhrase: phrase !== undefined, isExcluded: minus === '-' });
  }
  return terms;
}

/** The words of a term, next to each other in a phrase; the last one may begin a longer word. */
function clause({ words, isPhrase, isExcluded }: Term, isPrefix: boolean): string {
  const quoted = words.map((word) => `'${[...word].slice(0, WORD_MAX).join('')}'`);
  if (isPrefix) quoted.push(`${quoted.pop()}:*`);
  if (isPhrase || isExcluded) return `(${quoted.join(' <-> ')})`;
  return `(${[...new Set(quoted)].join(' & ')})`;
}

const join = (clauses: string[], operator: string) =>
  clauses.length === 0 ? null : [...new Set(clauses)].join(operator);
