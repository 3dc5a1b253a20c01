/** Letters that Arabic and Persian keyboards have one each of. */
const asArabic = (word: string) => word.replace(/ی/g, 'ي').replace(/ک/g, 'ك');
const asPersian = (word: string) => word.replace(/[يى]/g, 'ی').replace(/ك/g, 'ک');

/** Letters that many write for each other at the end of a word. */
const ends = [
  [/ة$/, 'ه'],
  [/ه$/, 'ة'],
  [/ى$/, 'ي'],
  [/ي$/, 'ى'],
] as const;

const isArabic = /\p{Script=Arabic}/u;

/** How else a folded word of Arabic script is typed, on another keyboard or with another last letter. */
export function otherWaysToType(word: string): string[] {
  if (!isArabic.test(word)) return [];
  const typed = asArabic(word);
  const ways = [typed, ...ends.map(([end, other]) => typed.replace(end, other))];
  return [...new Set([...ways, ...ways.map(asPersian)])].filter((way) => way !== word);
}
