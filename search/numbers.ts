/** How people write the numbers from two on, as titles do of sequels, symphonies and kings. `one` and `i` are words. */
const numbers = `2 two second 2nd ii
3 three third 3rd iii
4 four fourth 4th iv
5 five fifth 5th v
6 six sixth 6th vi
7 seven seventh 7th vii
8 eight eighth 8th viii
9 nine ninth 9th ix
10 ten tenth 10th x
11 eleven eleventh 11th xi
12 twelve twelfth 12th xii
13 thirteen thirteenth 13th xiii
14 fourteen fourteenth 14th xiv
15 fifteen fifteenth 15th xv
16 sixteen sixteenth 16th xvi
17 seventeen seventeenth 17th xvii
18 eighteen eighteenth 18th xviii
19 nineteen nineteenth 19th xix
20 twenty twentieth 20th xx`
  .split('\n')
  .map((line) => line.split(' '));

const others = new Map(
  numbers.flatMap((ways) =>
    ways.map((word) => [word, ways.filter((way) => way !== word)] as const),
  ),
);

/** The other ways to write the number that a folded word is: of `4`, `four`, `fourth`, `4th` and `iv`. A letter is none. */
export const otherWaysToWrite = (word: string): string[] =>
  /^[a-z]$/.test(word) ? [] : (others.get(word) ?? []);
