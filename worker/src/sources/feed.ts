import * as z from 'zod';
import { webUrl } from '../../../contracts/common';
import { Gone } from '../web/web';
import { type FeedEntry, type FeedHint, readFeedEntry, shortened } from './feed-entry';
import { commonSettings } from './settings';
import type { Item, Source } from './source';
import { recordOfLink } from './torrents';
import { validatorsFor, validatorsOf } from './validators';
import { xmlElementsOf } from './xml';

export const feedSettings = z.strictObject({
  ...commonSettings,
  kind: z.literal('feed'),
  /** Of RSS 1.0, RSS 2.0 or Atom. */
  url: webUrl,
});
export type FeedSettings = z.infer<typeof feedSettings>;

const MAX_FEED_BYTES = 16 * 1024 * 1024;

/** Feeds whose entries lead to torrent files or magnet links. */
export const feed: Source<FeedSettings> = {
  kind: 'feed',
  settings: feedSettings,

  async discover({ url }, { checkpoint, since, web, emit }) {
    const page = await web.get(url, {
      accept: 'application/rss+xml, application/atom+xml, application/xml, text/xml;q=0.9',
      maxBytes: MAX_FEED_BYTES,
      validators: validatorsFor(url, checkpoint),
    });
    if (page.state === 'not-modified') return { next: null, checkpoint };
    const entries: FeedEntry[] = [];
    for await (const element of xmlElementsOf(page, ['item', 'entry'])) {
      const entry = readFeedEntry(element, page.url);
      if (linkOf(entry) !== '') entries.push(entry);
    }
    const wanted = toldApart(entries).filter((entry) => isSince(entry, since));
    await emit(await Promise.all(wanted.map(itemOf)));
    return { next: null, checkpoint: validatorsOf(url, page.validators) };
  },

  async resolve(_settings, { hint }, web) {
    const entry = hint as FeedHint;
    const { title, page, poster, published, sizeBytes } = entry;
    try {
      const record = await recordOfLink(linkOf(entry), web, { name: title, sizeBytes });
      return {
        record: {
          ...record,
          name: title ?? record.name,
          sourceUrl: page ?? undefined,
          posterUrl: poster ?? undefined,
          publishedAt: published ?? record.publishedAt,
        },
        licenceHints: entry.licenceHints,
      };
    } catch (error) {
      if (error instanceof Gone) return null;
      throw error;
    }
  },
};

/** Empty when it leads to no torrent. */
const linkOf = ({ torrent, magnet }: FeedHint) => torrent ?? magnet ?? '';

/** Some feeds give all their entries one name: those are named by where they lead. */
function toldApart(entries: FeedEntry[]): FeedEntry[] {
  const links = new Map<string, string>();
  const shared = new Set<string>();
  for (const entry of entries) {
    const { key } = entry;
    if ((links.get(key) ?? linkOf(entry)) !== linkOf(entry)) shared.add(key);
    links.set(key, linkOf(entry));
  }
  return entries.map((entry) => (shared.has(entry.key) ? { ...entry, key: linkOf(entry) } : entry));
}

const isSince = ({ updated }: FeedEntry, since: Date | null) =>
  since === null || updated === null || Date.parse(updated) >= since.getTime();

/** All that an entry says is its version. */
async function itemOf(entry: FeedEntry): Promise<Item> {
  const { key, ...hint } = entry;
  return {
    key: await shortened(key),
    version: await shortened(JSON.stringify(entry)),
    hint,
    licenceHints: entry.licenceHints,
  };
}
