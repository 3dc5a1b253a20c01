const twoDigits = (value: number) => String(value).padStart(2, '0');

/** The words by which an index entry names a season and an episode. */
export const seasonWord = (season: number) => `s${twoDigits(season)}`;
export const episodeWord = (episode: number) => `e${twoDigits(episode)}`;

const marks = new Map([
  ['season', seasonWord],
  ['series', seasonWord],
  ['s', seasonWord],
  ['episode', episodeWord],
  ['ep', episodeWord],
  ['e', episodeWord],
]);

/** Whether a folded word says what the number after it counts. */
export const isEpisodeMark = (word: string) => word.length > 1 && marks.has(word);

const number = /^\d{1,3}$/;
const joined = /^(?:s(\d{1,2}))?(?:ep?(\d{1,3}))?$/;
const crossed = /^(\d{1,2})x(\d{2,3})$/;

/**
 * Folded words with seasons and episodes as the index has them: `season 1 episode 7`, `s1e7` and
 * `1x07` all become `s01 e07`. Null: there are none, or they are so already.
 */
export function withEpisodeWords(words: string[]): string[] | null {
  const found: string[] = [];
  for (let place = 0; place < words.length; place++) {
    const word = words[place] ?? '';
    const mark = marks.get(word);
    const next = words[place + 1] ?? '';
    const [, season, episode] = joined.exec(word) ?? crossed.exec(word) ?? [];
    if (mark !== undefined && number.test(next)) {
      found.push(mark(Number(next)));
      place += 1;
    } else if (season !== undefined || episode !== undefined) {
      if (season !== undefined) found.push(seasonWord(Number(season)));
      if (episode !== undefined) found.push(episodeWord(Number(episode)));
    } else {
      found.push(word);
    }
  }
  return found.join(' ') === words.join(' ') ? null : found;
}
