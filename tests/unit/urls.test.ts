import { expect, test } from 'vitest';
import { trackerUrls, webUrls } from '@/bittorrent/urls';
import { ingestUrl } from '@/client/push';
import { webLink } from '@/components/links';
import { toldUrl, trackerUrl } from '@/contracts/common';

/** More than it takes until the engine compiles what is asked. */
const TIMES = 20_000;

test.each<[who: string, isTaken: (url: string) => boolean]>([
  ['addresses of records', (url) => toldUrl.safeParse(url).success],
  ['trackers of records', (url) => trackerUrl.safeParse(url).success],
  ['web seeds of torrent files', (url) => webUrls([url]).length === 1],
  ['trackers of torrent files', (url) => trackerUrls([url]).length === 1],
  ['links of pages', (url) => webLink(url) !== null],
  ['servers to push to', (url) => ingestUrl(url) !== null],
])('%s may have letters of Latin-1 in their hosts, however often they come', (_who, isTaken) => {
  const refused = Array.from({ length: TIMES }, () => isTaken('https://exämple.org/ü'));
  expect(refused.indexOf(false)).toBe(-1);
});
