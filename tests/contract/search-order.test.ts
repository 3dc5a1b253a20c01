import { describe, expect, test } from 'vitest';
import { torrentSearchPage } from '@/contracts/torrents';
import { call } from '../support/api';
import {
  addTorrent,
  addWork,
  findExactly,
  namedInOrder,
  namesOf,
  newWord,
  newWords,
  search,
  searchPath,
} from '../support/catalogue';
import { pagesOf } from '../support/lists';
import { expectProblem, expectShape } from '../support/shapes';

describe('the order', () => {
  test('is the very title, then what begins with it, then the rest', async () => {
    const [a, b] = newWords(2);
    const [title, beginning, rest] = await namedInOrder(
      `${a}.${b}`,
      `${a} ${b} the second part`,
      `the making of ${a} ${b}`,
    );
    expect(await findExactly(`${a} ${b}`)).toEqual([title, beginning, rest]);
  });

  test('is the same whichever came first', async () => {
    const [a, b] = newWords(2);
    const [rest, beginning, title] = await namedInOrder(
      `the making of ${a} ${b}`,
      `${a} ${b} the second part`,
      `${a}.${b}`,
    );
    expect(await findExactly(`${a} ${b}`)).toEqual([title, beginning, rest]);
  });

  test('is newest first among equals', async () => {
    const word = newWord();
    const titles = await namedInOrder(word, word.toUpperCase(), `[${word}]`);
    const beginnings = await namedInOrder(`${word} one`, `${word} two`, `${word} three`);
    const rest = await namedInOrder(`1 ${word}`, `2 ${word}`, `3 ${word}`);
    expect(await findExactly(word)).toEqual([
      ...titles.reverse(),
      ...beginnings.reverse(),
      ...rest.reverse(),
    ]);
  });

  const works = [
    { name: 'small', sizeBytes: 10, seeders: 7 },
    { name: 'large', sizeBytes: 30, seeders: 0 },
    { name: 'middle', sizeBytes: 20, seeders: 2_147_483_647 },
    { name: 'equal', sizeBytes: 20 },
  ];

  test.each([
    ['newest', ['equal', 'middle', 'large', 'small']],
    ['size', ['large', 'equal', 'middle', 'small']],
    ['seeders', ['middle', 'small', 'equal', 'large']],
    ['relevance', ['middle', 'small', 'equal', 'large']],
  ])('may be by %s, and pages go on in it', async (sort, names) => {
    const q = await addWork(...works);
    expect(await namesOf(q, { sort })).toEqual(names);
    const paged: string[] = [];
    for await (const page of pagesOf(`${searchPath(q, 1)}&sort=${sort}`, torrentSearchPage)) {
      paged.push(...page.items.map(({ name }) => name.replace(`${q} `, '')));
    }
    expect(paged).toEqual(names);
  });

  test('is by seeders also where they are more than the bytes that there may be', async () => {
    const q = await addWork(...works);
    const names = await namesOf(q, { sort: 'seeders', maxSize: 25 });
    expect(names).toEqual(['middle', 'small', 'equal']);
  });

  test('goes by the title before the seeders, and by the seeders before the age', async () => {
    const word = newWord();
    for (const [name, seeders] of [
      [`a making of ${word}`, 5000],
      [word, 1],
      [`${word} the sequel`, 100],
      [`${word} the third`, 3],
    ] as const) {
      await addTorrent({ name, seeders });
    }
    const { items } = await search(word);
    expect(items.map(({ name }) => name)).toEqual([
      word,
      `${word} the sequel`,
      `${word} the third`,
      `a making of ${word}`,
    ]);
  });

  test('puts the title of the year that was typed first', async () => {
    const word = newWord();
    await addTorrent({ name: `${word}.1926.1080p.BluRay.x264`, seeders: 1 });
    await addTorrent({ name: `the other ${word} 1926 720p`, seeders: 500 });
    const { items } = await search(`${word} 1926`);
    expect(items[0]?.name).toBe(`${word}.1926.1080p.BluRay.x264`);
  });

  test('puts the title of that year before a title that has the year in it', async () => {
    const word = newWord();
    const [ofYear, ofAnother] = await namedInOrder(
      `${word}.1926.1080p`,
      `${word} 1926 and after (2001) 720p`,
    );
    expect(await findExactly(`${word} 1926`)).toEqual([ofYear, ofAnother]);
  });

  test('puts twice the seeders before a name that is the title and nothing else', async () => {
    const word = newWord();
    const { id: many } = await addTorrent({ name: `${word}.1080p`, seeders: 3 });
    const { id: few } = await addTorrent({ name: word, seeders: 1 });
    expect(await findExactly(word)).toEqual([many, few]);
  });

  test('puts the whole name that was typed first', async () => {
    const word = newWord();
    const name = `${word}.1080p.BluRay.x264`;
    const [whole, longer] = await namedInOrder(name, `${name}.extras`);
    expect(await findExactly(name)).toEqual([whole, longer]);
  });

  test('puts words in their order before the same words in another', async () => {
    const [a, b] = [newWord(), newWord()];
    await addTorrent({ name: `the ${b} of ${a}`, seeders: 500 });
    await addTorrent({ name: `the ${a} ${b}`, seeders: 1 });
    const { items } = await search(`${a} ${b}`);
    expect(items.map(({ seeders }) => seeders)).toEqual([1, 500]);
  });

  test('puts words in their order and near before the rest, side by side before all', async () => {
    const [a, b, c] = [newWord(), newWord(), newWord()];
    const names = [
      `${c} of ${b} at ${a}`,
      `the ${a} ${b} one two three four ${c}`,
      `the ${a} and the ${b} ${c}`,
      `the ${a} ${b} of ${c}`,
      `the ${a} ${b} of all ${c}`,
      `the ${a} ${b} ${c}`,
    ];
    for (const [place, name] of names.entries()) {
      await addTorrent({ name, seeders: 5_000 >> (2 * place) });
    }
    const { items } = await search(`${a} ${b} ${c.slice(0, 8)}`);
    expect(items.map(({ name }) => name)).toEqual([5, 2, 3, 4, 0, 1].map((place) => names[place]));
  });

  test('of one is no place in another', async () => {
    const q = await addWork(...works);
    const { nextCursor } = expectShape(
      await call('GET', `${searchPath(q, 1)}&sort=size`),
      200,
      torrentSearchPage,
    );
    const others = [
      `${searchPath(q, 1)}&sort=newest`,
      `${searchPath('the', 1)}&sort=size`,
      `${searchPath(q, 1)}&sort=size&maxSize=25`,
    ];
    for (const path of others) {
      const answer = await call('GET', `${path}&cursor=${nextCursor}`);
      expectProblem(answer, 400, 'invalid_cursor');
    }
  });
});
