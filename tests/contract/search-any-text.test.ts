import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { call } from '../support/api';
import {
  addTorrent,
  findExactly,
  foundNothing,
  named,
  newWord,
  search,
  searchPath,
} from '../support/catalogue';
import { expectProblem, expectShape } from '../support/shapes';

describe('any string at all', () => {
  const metacharacters = [...`&|!:*()<>'\\%_^$~\`@#=+/?{}[];,."`];
  const strings: [string, string][] = [
    ['200 words', Array.from({ length: 200 }, (_, place) => `a-word-${place}`).join(' ')],
    ['2,000 words', Array.from({ length: 2000 }, (_, place) => `w${place}`).join(' ')],
    ['a phrase of 2,000 words', `"${Array.from({ length: 2000 }, (_, n) => `w${n}`).join(' ')}"`],
    ['a word of 15,000 letters', 'a'.repeat(15_000)],
    [
      'a word of 1,500 ideographs',
      String.fromCodePoint(
        ...Array(1500)
          .fill(0)
          .map((_, n) => 0x4e00 + n),
      ),
    ],
    ['the same word 100 times', Array(100).fill('sintel').join(' ')],
    ['the same word left out 100 times', Array(100).fill('-sintel').join(' ')],
    ['one letter 500 times', Array(500).fill('a').join(' ')],
    ['a word of 1,000 letters', 'a'.repeat(1000)],
    ['a word of 1,000 ideographs', '映'.repeat(1000)],
    ['an unclosed quote', '"sintel the'],
    ['only quotes', '""""'],
    ['one quote', '"'],
    ['an empty phrase left out', 'sintel -""'],
    ['only exclusions', '-sintel -"big buck"'],
    ['only dashes', '- -- ---'],
    ['nothing', ''],
    ['only spaces', ' \t\n '],
    ['only punctuation', '.,;:!?…()[]{}'],
    ['a tsquery', 'a & (b | !c) <-> d:*AB'],
    ['half a tsquery', '& | ! :* ( <2>'],
    ['a quote that ends a tsquery', "x' | 'y':* & \\"],
    ['backslashes', '\\ \\\\ \\\' "\\"'],
    ['a LIKE pattern', '%sin_el%\\%'],
    ['SQL', `'; drop table torrents; --`],
    ['emoji', '🎬 👩‍👩‍👧‍👦 🏳️‍🌈 1️⃣'],
    ['marks of writing direction', '\u202esintel\u202c \u200fa\u200e \u2066b\u2069'],
    ['invisible characters', 'sin\u200btel \u00ad \ufeff \u2060'],
    ['a letter with 750 marks left out', `sintel -ก${'็'.repeat(750)}`],
    ['marks without a letter', '\u0301\u0302 \u20dd \u0940'],
    ['U+0000 alone', '\0'],
    ['U+0000 in a word', 'a\0b'],
    ['control characters', '\u0001\u0007\u001b[31m\u007f\u0085'],
    ['characters outside the basic plane', '𝒮𝒾𝓃𝓉𝑒𝓁 𐍈 𠀋'],
    ['unassigned characters', '\u{e0000}\u{10ffff}\uffff'],
    ['placeholders', '$1 :id ? {} %s'],
    ['a broken magnet link', 'magnet:?xt=urn:btih:garbage&xt'],
    ['two magnet links', `magnet:?xt=urn:btih:${'a'.repeat(40)}&xt=urn:btih:${'b'.repeat(40)}`],
    ['39 hex digits', 'a'.repeat(39)],
    ['names that objects have', 'constructor __proto__ toString'],
    ['words that languages leave out', 'the of and'],
    ...metacharacters.map((character): [string, string] => [`${character} alone`, character]),
    ...metacharacters.map((character): [string, string] => [
      `${character} in a word`,
      `a${character}b`,
    ]),
  ];

  test.each(strings)('is taken: %s', async (_what, q) => {
    const first = expectShape(await call('GET', searchPath(q, 1)), 200, torrentSearchPage);
    if (first.nextCursor === null) return;
    const next = `${searchPath(q, 1)}&cursor=${first.nextCursor}`;
    expectShape(await call('GET', next), 200, torrentSearchPage);
  });

  test.each(['%', '_', '*', ':*', "'", '\\', '.', '"', '-', '🎬', '%%%', '()', ' ', '', '\0'])(
    'that says no word finds nothing: %j',
    async (q) => {
      await addTorrent();
      expect(await search(q)).toEqual(foundNothing);
    },
  );

  test.each([...`%_*&|!:()<>'\\\0`])(
    'means a word by itself: the word and %s',
    async (character) => {
      const word = newWord();
      const id = await named(`a ${word} b`);
      for (const query of [`${word}${character}`, `${word} ${character}`, `${character} ${word}`]) {
        expect(await findExactly(query), query).toEqual([id]);
      }
    },
  );

  // Of each of these scripts, without spaces, a letter and the mark that it is written with.
  test.each(['ก็', 'ខៅ', 'မေ', 'ລັ'])(
    'finds the name that it is, however many marks a letter has: %s',
    async (letters) => {
      const [letter, mark] = letters;
      const word = newWord();
      const name = `${letter}${mark?.repeat(750)}${letter}`;
      const id = await named(`${word} ${name}`);
      expect(await findExactly(`${word} ${name}`)).toEqual([id]);
      expect(await findExactly(`${word} -${name}`)).toEqual([]);
    },
  );

  test('that nothing is like finds nothing', async () => {
    expect(await search(newWord(24))).toEqual(foundNothing);
  });

  test('of exclusions alone leaves them out', async () => {
    const word = newWord();
    const id = await named(word);
    const { items, match } = await search(`-${word}`);
    expect(match).toBe('exact');
    expect(items.map((item) => item.id)).not.toContain(id);
  });
});

test('search without a question is refused', async () => {
  const answer = await call('GET', '/api/torrents/search');
  const { errors } = expectProblem(answer, 400, 'validation_failed');
  expect(errors).toMatchObject([{ in: 'query', path: 'q' }]);
});
