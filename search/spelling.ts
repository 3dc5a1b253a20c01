/** Letters that one of these may have been meant by: those of its own script, and digits. */
const alphabets = [
  'abcdefghijklmnopqrstuvwxyz0123456789',
  'абвгдежзиклмнопрстуфхцчшщъыьэюя',
  'αβγδεζηθικλμνξοπρστυφχψω',
].map((letters) => [...letters]);

/** A longer word has too many, and is found by its trigrams as well. */
const EDITED_MAX = 16;

/** Every word that is one slip away: a letter too few, too many, another, or two in each other's place. */
export function oneSlipAway(word: string): ReadonlySet<string> {
  const letters = [...word];
  if (letters.length > EDITED_MAX) return new Set();
  const alphabet =
    alphabets.find((known) => letters.some((letter) => known.includes(letter))) ?? [];
  const found = new Set<string>();
  for (let place = 0; place <= letters.length; place++) {
    const before = letters.slice(0, place).join('');
    const after = letters.slice(place);
    const [first = '', second = ''] = after;
    const whole = after.join('');
    const rest = after.slice(1).join('');
    for (const letter of alphabet) {
      found.add(before + letter + whole);
      if (first !== '') found.add(before + letter + rest);
    }
    if (first !== '') found.add(before + rest);
    if (second !== '') found.add(before + second + first + after.slice(2).join(''));
  }
  found.delete(word);
  found.delete('');
  return found;
}

/** How names of other alphabets are written in one language, and in another: Dostojewski, Dostoyevsky. */
const transliterations = [
  [/tsch/g, 'ch'],
  [/tsch/g, 'tch'],
  [/t?ch/g, 'tsch'],
  [/sch/g, 'sh'],
  [/j/g, 'y'],
  [/y/g, 'j'],
  [/w/g, 'v'],
  [/v/g, 'w'],
  [/ij?$/, 'y'],
  [/y$/, 'i'],
] as const;
/** Ways of writing in which one name differs from another. */
const TRANSLITERATED = 3;

/** Other ways to write a word, if it is a name of another alphabet: they may lie several slips away. */
export function transliterated(word: string): ReadonlySet<string> {
  const found = new Set([word]);
  const times = word.length > EDITED_MAX ? 0 : TRANSLITERATED;
  for (let time = 0; time < times; time++) {
    for (const known of [...found]) {
      for (const [written, otherwise] of transliterations)
        found.add(known.replace(written, otherwise));
    }
  }
  found.delete(word);
  return found;
}

/** Letters of a word that is parted in three: a longer one has too many places for it. */
const PARTED_MAX = 24;

/** Whether a word is parted where a number begins or ends: `debian 12`, `apollo 11`. */
export const isAtNumber = ([before = '', after = '']: string[]) =>
  /\d$/.test(before) !== /^\d/.test(after);

/**
 * The words that a word would be parted into: two of two letters or more, or a number and the rest; then three, the
 * one between of two letters or more (`tearsofsteel`) and the others of three.
 */
export function splitsOf(word: string): string[][] {
  const letters = [...word];
  const inTwo = partings(letters, 1).map((parts) => parts.map((part) => part.join('')));
  const inThree = letters.length > PARTED_MAX ? [] : partings(letters, 3);
  const rest = (start: string[], letters: string[]) =>
    partings(letters, 2)
      .filter(([, end = []]) => end.length >= 3)
      .map((rest) => [start.join(''), ...rest.map((part) => part.join(''))]);
  return [
    ...inTwo.filter((parts) => isAtNumber(parts) || parts.every((part) => [...part].length >= 2)),
    ...inThree.flatMap(([start = [], end = []]) => rest(start, end)),
  ];
}

/** Every two parts of so many letters or more. */
const partings = (letters: string[], least: number): string[][][] =>
  letters
    .map((_, place) => [letters.slice(0, place), letters.slice(place)])
    .filter((parts) => parts.every(({ length }) => length >= least));

/** How many slips of the hand a word of this length may hold and still be told. */
export const slipsMax = (word: string) => {
  const { length } = [...word];
  if (length <= 2) return 0;
  return length <= 4 ? 1 : length <= 7 ? 2 : 3;
};

/**
 * The least number of letters added, left out, exchanged, or swapped with their neighbour (optimal
 * string alignment distance).
 */
export function slipsBetween(one: string, other: string): number {
  const [a, b] = [[...one], [...other]];
  let before: number[] = [];
  let last = b.map((_, column) => column + 1);
  last.unshift(0);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped = a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (row > 1 && column > 1 && isSwapped)
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      next.push(least);
    }
    [before, last] = [last, next];
  }
  return last[b.length] ?? 0;
}
