import { randomInt } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { suggestions } from '@/contracts/torrents';
import { call, ingest, newRecord, signInAdmin } from '../support/api';
import { addTorrent, addTorrents, getTorrent, newWord } from '../support/catalogue';
import { expectProblem, expectShape } from '../support/shapes';

async function suggest(q: string, limit = 8): Promise<string[]> {
  const path = `/api/torrents/suggest?limit=${limit}&q=${encodeURIComponent(q)}`;
  const { items } = expectShape(await call('GET', path), 200, suggestions);
  return items.map(({ text }) => text);
}

describe('what is being typed', () => {
  test('is completed to titles, as their names write them', async () => {
    const word = newWord();
    const title = `The ${word} of Émile Čapek`;
    await addTorrents(
      { name: `${title} (1926) 1080p BluRay x264` },
      { name: `${title} 1926 720p` },
    );
    for (const typed of [`the ${word.slice(0, 6)}`, `THE.${word}`, `the ${word} of emile c`]) {
      expect(await suggest(typed)).toEqual([title]);
    }
  });

  test.each([
    ['an accent', 'École', '1999'],
    ['several', 'ÉÈole', '(1999) 1080p'],
    ['nothing else', 'É', '1999'],
    ['a stroke', 'Łódź', '1920'],
    ['a ligature', 'Ægir', '720p'],
    ['Vietnamese', 'Ứng', '1080p'],
  ])('is completed to titles whose first letter has %s', async (_what, first, rest) => {
    const word = newWord();
    await addTorrents(
      { name: `${first} ${word} ${rest}` },
      { name: `[Group] ${first}.${word}.a.${rest.replace(' ', '.')}` },
    );
    const titles = [`${first} ${word}`, `${first} ${word} a`];
    expect(await suggest(`${first} ${word.slice(0, 8)}`)).toEqual(titles);
  });

  test('is completed to a title in which an accent stands before what may be a language', async () => {
    const word = newWord();
    const { id } = await addTorrent({ name: `La ${word}èse (1986) 1080p` });
    expect(await suggest(`la ${word}ese`)).toEqual([`La ${word}èse`]);
    expect(await getTorrent(id)).toMatchObject({ languages: [] });
  });

  test.each(['[archive.org]', '[1080p] [BluRay] [5.1] [YTS.MX]', 'Example TV [480p]'])(
    'is completed to a title whose year in brackets comes before the name of a site: %s',
    async (rest) => {
      const title = `The ${newWord()} of ${newWord()}`;
      const { id } = await addTorrent({ name: `${title} (1962) ${rest}` });
      expect(await suggest(title.slice(0, 12))).toEqual([title]);
      expect(await getTorrent(id)).toMatchObject({ year: 1962 });
    },
  );

  test.each(['2 (1971)', '2.1080p', '2'])(
    'is completed to a title in which a number follows an accent: %s',
    async (rest) => {
      const word = newWord();
      const { id } = await addTorrent({ name: `É${word}é ${rest}` });
      expect(await suggest(`e${word}e`)).toEqual([`É${word}é 2`]);
      expect(await getTorrent(id)).toMatchObject({ episode: null });
    },
  );

  test.each(['1911', '(1911) 1080p', '[1911]'])(
    'is completed to a title of Greek letters as its name writes it: %s',
    async (rest) => {
      const letters = [...newWord()].map((letter) =>
        'αβγδεζηθικλμνξοπρστυφχψωζθ'.charAt(letter.charCodeAt(0) - 97),
      );
      const title = `Άγιος ${letters.join('')}ς`;
      await addTorrent({ name: `${title} ${rest}` });
      expect(await suggest(title.slice(0, 14).toUpperCase())).toEqual([title]);
    },
  );

  test('is completed to titles whose letters are written as one', async () => {
    const word = newWord();
    await addTorrent({ name: `ﬁ${word} 1080p` });
    expect(await suggest(`fi${word}`)).toEqual([`fi${word}`]);
  });

  test('gets spaces for what stands for them, and keeps the dots of a version', async () => {
    const word = newWord();
    await addTorrents(
      { name: `${word}.of.the.House.1959.720p.DVDRip` },
      { name: `${word}-linux-12.5.0-amd64-netinst.iso`, files: [] },
    );
    expect(await suggest(word)).toEqual(
      expect.arrayContaining([`${word} of the House`, `${word}-linux-12.5.0-amd64-netinst`]),
    );
  });

  test('leads to what the most torrents are called first, and to the very title before all', async () => {
    const word = newWord();
    await addTorrents(
      { name: `${word} rare` },
      ...[1, 2, 3].map((part) => ({ name: `${word} frequent (19${part}0)` })),
    );
    expect(await suggest(`${word} `)).toEqual([`${word} frequent`, `${word} rare`]);
    await addTorrent({ name: word });
    expect(await suggest(word)).toEqual([word, `${word} frequent`, `${word} rare`]);
    expect(await suggest(word, 1)).toEqual([word]);
  });

  test('is counted as often as torrents are called so, whatever they were called before', async () => {
    const word = newWord();
    const [{ record }] = [await addTorrent({ name: word }), await addTorrent({ name: word })];
    const names = [`${newWord()} other`, word];
    for (const name of [...names, ...names, ...names]) await ingest({ ...record, name });
    const path = `/api/torrents/suggest?q=${word}`;
    const { items } = expectShape(await call('GET', path), 200, suggestions);
    expect(items).toMatchObject([{ text: word, torrents: 2 }]);
  });

  test('is written as it was when one of several torrents is written otherwise', async () => {
    const word = newWord();
    const [one] = await addTorrents({ name: `${word} (1931)` }, { name: `${word} 1932` });
    await ingest({ ...one?.record, name: `${word.toUpperCase()} (1931)` });
    expect(await suggest(word)).toEqual([word]);
  });

  test('may be from the middle of a title', async () => {
    const [first, second] = [newWord(), newWord()];
    await addTorrent({ name: `${first} of the ${second} (1931)` });
    expect(await suggest(second.slice(0, 8))).toEqual([`${first} of the ${second}`]);
  });

  test('may be misspelt', async () => {
    const word = newWord(14);
    await addTorrent({ name: `${word} (1931)` });
    expect(await suggest(word.slice(0, 5) + word.slice(6))).toEqual([word]);
  });

  test('goes on with its words, not with half of them', async () => {
    const word = newWord();
    await addTorrent({ name: `${word} (1931)` });
    expect(await suggest(`${word} zqxjzqkvz`)).toEqual([]);
  });

  test.each(['吾輩は猫である', 'Войнаимрпсеь', 'गोदानपथसचह', 'ألفليةدكنمو'])(
    'may be of the letters of %s',
    async (letters) => {
      const title = Array.from({ length: 9 }, () => letters[randomInt(letters.length)]).join('');
      await addTorrent({ name: title });
      expect(await suggest(title.slice(0, -2), 20)).toContain(title);
    },
  );

  test('that leads nowhere is answered with nothing', async () => {
    expect(await suggest('zqzqzqzqxyzzy zzzzyyx')).toEqual([]);
    for (const typed of ['…', '', ' ', '\0', newWord(9).repeat(1_600)]) {
      expect(await suggest(typed)).toEqual([]);
    }
  });
});

describe('a title is suggested no more', () => {
  let token: string;
  beforeAll(async () => {
    ({ accessToken: token } = await signInAdmin());
  });

  test('when its last torrent is removed', async () => {
    const word = newWord();
    const [one, two] = await addTorrents({ name: `${word} (1931)` }, { name: `${word} 1932` });
    const remove = (id = '') => call('DELETE', `/api/admin/torrents/${id}`, { token });
    await remove(one?.id);
    expect(await suggest(word)).toEqual([word]);
    await remove(two?.id);
    expect(await suggest(word)).toEqual([]);
  });

  test('when its last torrent is taken down', async () => {
    const word = newWord();
    const { record } = await addTorrent({ name: `${word} (1931)` });
    const json = { infoHashes: [record.infoHash], reason: 'a test' };
    await call('POST', '/api/admin/blocks', { token, json });
    expect(await suggest(word)).toEqual([]);
  });

  test('when its last torrent is called otherwise', async () => {
    const [before, after] = [newWord(), newWord()];
    const { record } = await addTorrent({ name: `${before} (1931)` });
    await ingest({ ...record, name: `${after} (1931)` });
    expect(await suggest(before)).toEqual([]);
    expect(await suggest(after)).toEqual([after]);
  });
});

test('titles that many batches bring at once are counted all the same', async () => {
  const words = Array.from({ length: 20 }, () => newWord());
  const batch = () => words.toSorted(() => Math.random() - 0.5).map((name) => newRecord({ name }));
  await Promise.all(Array.from({ length: 8 }, () => ingest(...batch())));
  for (const word of words) {
    const path = `/api/torrents/suggest?q=${word}`;
    const { items } = expectShape(await call('GET', path), 200, suggestions);
    expect(items).toEqual([{ text: word, torrents: 8 }]);
  }
});

test.each(['/api/torrents/suggest', '/api/torrents/suggest?q=a&limit=101'])(
  '%s is refused by its field',
  async (path) => {
    await expectProblem(await call('GET', path), 400, 'validation_failed');
  },
);
