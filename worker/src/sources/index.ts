import * as z from 'zod';
import type { Web } from '../web/web';
import { academicTorrents, academicTorrentsSettings } from './academic-torrents';
import { feed, feedSettings } from './feed';
import { internetArchive } from './internet-archive/internet-archive';
import { internetArchiveSettings } from './internet-archive/settings';
import type { Discovery, Find, Item, Source, Step } from './source';
import { torrentList, torrentListSettings } from './torrent-list';
import { torznab, torznabSettings } from './torznab';

/** The settings of a source, whichever it is: told apart by `kind`. */
export const sourceSettings = z.discriminatedUnion('kind', [
  internetArchiveSettings,
  feedSettings,
  torznabSettings,
  academicTorrentsSettings,
  torrentListSettings,
]);
export type SourceSettings = z.infer<typeof sourceSettings>;

/** Every kind of source there is. */
const sources: {
  [Kind in SourceSettings['kind']]: Source<Extract<SourceSettings, { kind: Kind }>>;
} = {
  'internet-archive': internetArchive,
  feed,
  torznab,
  'academic-torrents': academicTorrents,
  'torrent-list': torrentList,
};

/** A source whose settings and web are given once. */
export interface OpenSource {
  discover(discovery: Omit<Discovery, 'web'>): Promise<Step>;
  /** Null when the item has gone. */
  resolve(item: Item): Promise<Find | null>;
}

/** The source that these settings are for. */
export function openSource(settings: SourceSettings, web: Web): OpenSource {
  // That the one fits the other is what the table's type says, but TypeScript cannot follow it.
  const source = sources[settings.kind] as unknown as Source<SourceSettings>;
  return {
    discover: (discovery) => source.discover(settings, { ...discovery, web }),
    resolve: (item) => source.resolve(settings, item, web),
  };
}
