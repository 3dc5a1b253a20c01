import traditionalToSimplified from 'opencc-js/dict/TSCharacters';

/** Letters that Unicode does not take apart into a base letter and a mark. */
const wholeLetters: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ł: 'l',
  ħ: 'h',
  ı: 'i',
  ŧ: 't',
  ς: 'σ',
};

/**
 * Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, its tatweel: what people leave out.
 * And what says how an emoji looks, which would be a word where the emoji is none.
 */
const droppedMarks =
  /[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]|\u20e3|[\ufe00-\ufe0f]/g;

/** Katakana that have a hiragana of the same sound, so many places before. */
const katakana = /[ァ-ヶヽヾ]/g;
const KATAKANA_OFFSET = 0x60;

/** The apostrophe of "don't" and "Schindler's", which release names drop; not that of "l'homme". */
const wordApostrophe = /'(?=\p{L}{1,2}(?!\p{L}))/gu;

const han = /\p{Script=Han}/gu;
let simplified: ReadonlyMap<string, string> | undefined;

/** A character as it is written in simplified Chinese: who types one way does not find the other else. */
function simplify(character: string): string {
  simplified ??= new Map(
    traditionalToSimplified.split('|').map((pair) => pair.split(' ') as [string, string]),
  );
  const simple = simplified.get(character) ?? character;
  return simple === character ? simple : simplify(simple);
}

/** ASCII without an apostrophe: most names, and nothing to fold but their case. */
const plain = /^[\0-&(-\x7f]*$/;

/**
 * The form of a text that search compares: lower case, without accents, every run of anything but
 * letters, digits and their marks a single space. Idempotent, and the same on every database.
 */
export function foldText(text: string): string {
  if (plain.test(text))
    return text
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, ' ')
      .trim();
  return text
    .normalize('NFKD')
    .replace(droppedMarks, '')
    .toLowerCase()
    .replace(/[ßæœøđðþłħıŧς]/g, (letter) => wholeLetters[letter] ?? letter)
    .replace(/[’ʼ]/g, "'")
    .replace(wordApostrophe, '')
    .replace(katakana, (letter) => String.fromCharCode(letter.charCodeAt(0) - KATAKANA_OFFSET))
    .normalize('NFC')
    .replace(han, simplify)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim();
}
