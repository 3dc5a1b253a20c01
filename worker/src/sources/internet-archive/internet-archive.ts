import * as z from 'zod';
import { recordOfTorrent } from '../../../../records/torrent-records';
import { Gone, SourceError, type Web } from '../../web/web';
import type { Find, Item, Source } from '../source';
import { timeOf } from '../times';
import { fetchTorrent, nameOf } from '../torrents';
import { getJson, licenceHints, oneOrMany } from './answers';
import { discoverAll, discoverNewest } from './search';
import { type InternetArchiveSettings, internetArchiveSettings } from './settings';

const torrentEntry = z.object({
  name: z.string().refine((name) => name.isWellFormed()),
  format: z.literal('Archive BitTorrent'),
});

const metadataAnswer = z.object({
  is_dark: z.boolean().optional(),
  servers_unavailable: z.boolean().optional(),
  files: z.array(z.unknown()).catch([]),
  metadata: z
    .object({
      title: oneOrMany,
      licenseurl: oneOrMany,
      rights: oneOrMany,
      publicdate: oneOrMany,
    })
    .optional(),
});

export const internetArchive: Source<InternetArchiveSettings> = {
  kind: 'internet-archive',
  settings: internetArchiveSettings,
  discover: (settings, discovery) =>
    settings.search === 'all'
      ? discoverAll(settings, discovery)
      : discoverNewest(settings, discovery),
  resolve,
};

/** Two requests: the metadata, and the torrent file, whose own order of files is what counts. */
async function resolve(
  { baseUrl }: InternetArchiveSettings,
  { key }: Item,
  web: Web,
): Promise<Find | null> {
  const id = encodeURIComponent(key);
  const answer = await getJson(`${baseUrl}/metadata/${id}`, metadataAnswer, web);
  const { metadata, files } = answer;
  const file = files
    .map((one) => torrentEntry.safeParse(one).data)
    .find((one) => one !== undefined);
  // An item that was taken away answers `{}`, one that was hidden says so.
  if (answer.is_dark === true) return null;
  if (metadata === undefined || file === undefined) {
    if (answer.servers_unavailable !== true) return null;
    throw new SourceError(`the servers of ${key} are not to be reached`, true);
  }
  const torrentUrl = `${baseUrl}/download/${id}/${encodeURIComponent(file.name)}`;
  const torrent = await fetchTorrent(torrentUrl, web).catch((error: unknown) => {
    if (error instanceof Gone) return null;
    throw error;
  });
  if (torrent === null) return null;
  const record = recordOfTorrent(torrent, torrentUrl);
  return {
    record: {
      ...record,
      name: nameOf(metadata.title[0]?.trim() ?? '') || torrent.name,
      sourceUrl: `${baseUrl}/details/${id}`,
      posterUrl: `${baseUrl}/services/img/${id}`,
      publishedAt: publishedAt(metadata.publicdate[0]) ?? record.publishedAt,
    },
    licenceHints: licenceHints(metadata),
  };
}

/** In UTC, with a T or with a space. */
const publishedAt = (text = '') =>
  timeOf(`${text.trim().replace(' ', 'T').replace(/Z$/, '')}Z`) ?? undefined;
