/**
 * What an index entry says besides words, as lexemes of the same `tsvector`: a condition on them
 * is answered by the index along with the words, and needs no guess of how the two go together.
 * Each begins with a character that no word has.
 */
export const label = {
  /** A word that a file's name has, and the torrent's own has not. */
  fileWord: (word: string) => `/${word}`,
  /** How a word of the name begins: its first letter, two or three. */
  beginning: (letters: string) => `^${letters}`,
  kind: (kind: string) => `#k:${kind}`,
  year: (year: number) => `#y:${year}`,
  decade: (decade: number) => `#d:${decade}`,
  resolution: (resolution: string) => `#r:${resolution.toLowerCase()}`,
  license: (license: string) => `#l:${license.toLowerCase()}`,
  source: (source: string) => `#s:${source.toLowerCase()}`,
  /** Bytes by powers of two. */
  size: (octave: number) => `#z:${octave}`,
};

/** The longest beginning of a word that has a label: three letters, or all that there are. */
export function beginningOf(word: string): string {
  const start = word.slice(0, 3);
  if (/^[\0-\x7f]*$/.test(start)) return start;
  return [...word.slice(0, 6)].slice(0, 3).join('');
}

export const sizeOctave = (bytes: number) => Math.floor(Math.log2(Math.max(1, bytes)));
export const decadeOf = (year: number) => Math.floor(year / 10);

/**
 * Stretches of the catalogue by number, from short to long: a torrent carries one label of each.
 * Together they cover any stretch with few labels.
 */
export const STRETCH_BITS = [10, 13, 16, 19, 22] as const;
/** The shortest, by whose multiples all begin and end. */
export const STRETCH = 2 ** STRETCH_BITS[0];

export const stretchLabel = (bits: number, place: number | '') => `@${bits}:${place}`;

/** Labels of the stretches that a torrent of this number is in. */
export const stretchesOf = (number: number) =>
  STRETCH_BITS.map((bits) => stretchLabel(bits, Math.floor(number / 2 ** bits)));

/** Where the last of the longest stretches ends, a round place above all numbers: few labels reach it. */
export function stretchEnd(last: number): number {
  const longest = 2 ** Math.max(...STRETCH_BITS);
  return (Math.floor(last / longest) + 1) * longest;
}

/**
 * Where to begin for a stretch of about `length` numbers that ends before `to`: at a round place,
 * so that few labels cover it.
 */
export function stretchStart(to: number, length: number): number {
  const unit = 2 ** (STRETCH_BITS.findLast((bits) => 2 ** bits <= length) ?? STRETCH_BITS[0]);
  return Math.max(0, Math.floor((to - length) / unit) * unit);
}

/** Labels of the stretches that make up `[from, to)`, both multiples of the shortest. */
export function stretchLabels(from: number, to: number): string[] {
  const labels: string[] = [];
  for (let start = from; start < to; ) {
    const bits = STRETCH_BITS.findLast(
      (bits) => start % 2 ** bits === 0 && start + 2 ** bits <= to,
    );
    if (bits === undefined) throw new RangeError(`[${from}, ${to}) does not end with a stretch`);
    labels.push(stretchLabel(bits, start / 2 ** bits));
    start += 2 ** bits;
  }
  return labels;
}
