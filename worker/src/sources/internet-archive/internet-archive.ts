import { z } from 'zod';
import { recordOfTorrent } from '../../../../records/torrent-records';
import { Gone, type Web } from '../../web/web';
import type { Find, Item, Source } from '../source';
import { fetchTorrent, nameOf } from '../torrents';
import { getJson, licenceHints, oneOrMany } from './answers';
import { discoverAll, discoverNewest } from './search';
import { type InternetArchiveSettings, internetArchiveSettings } from './settings';

const metadataAnswer = z.object({
  is_dark: z.boolean().optional(),
  files: z.array(z.object({ name: z.string(), format: z.string().optional() })).catch([]),
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
  // An item that was taken away answers `{}`, one that was hidden says so.
  if (metadata === undefined || answer.is_dark === true) return null;
  const file = files.find(({ format }) => format === 'Archive BitTorrent');
  if (file === undefined) return null;
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
function publishedAt(text = ''): string | undefined {
  const time = Date.parse(`${text.trim().replace(' ', 'T').replace(/Z$/, '')}Z`);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
