import * as z from 'zod';
import { parseInfoHash } from '../../../bittorrent/info-hash';
import { recordOfTorrent } from '../../../records/torrent-records';
import { Gone, SourceError } from '../web/web';
import { licencesOf } from './feed-entry';
import { baseUrl, commonSettings } from './settings';
import type { Item, Source } from './source';
import { fetchTorrent, nameOf } from './torrents';
import { unzipped } from './unzipped';
import { validatorsFor, validatorsOf } from './validators';
import { textOf, type XmlElement, xmlElements } from './xml';

export const academicTorrentsSettings = z.strictObject({
  ...commonSettings,
  kind: z.literal('academic-torrents'),
  baseUrl: baseUrl.default('https://academictorrents.com'),
  /** As the site names them, such as `Dataset`; all when empty. */
  categories: z.array(z.string().min(1)).default([]),
});
export type AcademicTorrentsSettings = z.infer<typeof academicTorrentsSettings>;

const hints = z.object({ title: z.string().nullable(), licenceHints: z.array(z.string()) });

const MAX_DATABASE_BYTES = 512 * 1024 * 1024;
const ITEMS_IN_A_PART = 500;

/** The nightly list of all there is. An item is named by its info hash, so it never changes. */
export const academicTorrents: Source<AcademicTorrentsSettings> = {
  kind: 'academic-torrents',
  settings: academicTorrentsSettings,

  async discover({ baseUrl, categories }, { checkpoint, web, emit }) {
    const url = `${baseUrl}/database.xml`;
    const page = await web.stream(url, {
      accept: 'application/xml, text/xml, application/gzip;q=0.9, */*;q=0.1',
      maxBytes: MAX_DATABASE_BYTES,
      validators: validatorsFor(url, checkpoint),
    });
    if (page.state === 'not-modified') return { next: null, checkpoint };
    let part: Item[] = [];
    const xml = unzipped(page.body, MAX_DATABASE_BYTES);
    for await (const element of xmlElements(xml, page.contentType, ['item'])) {
      const item = itemOf(element, categories);
      if (item !== null) part.push(item);
      if (part.length < ITEMS_IN_A_PART) continue;
      await emit(part);
      part = [];
    }
    await emit(part);
    return { next: null, checkpoint: validatorsOf(url, page.validators) };
  },

  async resolve({ baseUrl }, { key, hint }, web) {
    const { title, licenceHints } = hints.parse(hint);
    const torrentUrl = `${baseUrl}/download/${key}.torrent`;
    try {
      const torrent = await fetchTorrent(torrentUrl, web);
      if (key !== torrent.infoHash && key !== torrent.infoHashV2) {
        throw new SourceError(`the torrent file of ${key} is of another torrent`, false);
      }
      const record = recordOfTorrent(torrent, torrentUrl);
      const sourceUrl = `${baseUrl}/details/${key}`;
      return { record: { ...record, name: title ?? record.name, sourceUrl }, licenceHints };
    } catch (error) {
      if (error instanceof Gone) return null;
      throw error;
    }
  },
};

function itemOf(element: XmlElement, categories: string[]): Item | null {
  const key = parseInfoHash(textOf(element, 'infohash') ?? '');
  const category = textOf(element, 'category') ?? '';
  if (key === null || (categories.length > 0 && !categories.includes(category))) return null;
  const title = nameOf(textOf(element, 'title') ?? '') || null;
  const hint = { title, licenceHints: licencesOf(element) };
  return { key, version: JSON.stringify(hint), hint, licenceHints: hint.licenceHints };
}
