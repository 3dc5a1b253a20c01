import type { Magnet } from '../bittorrent/magnet';
import type { TorrentFile } from '../bittorrent/torrent-file';
import type { IngestRecord } from '../contracts/ingest';

const MAX_URLS = 64;

/** The ingest record of a torrent file; what is unknown is undefined, so that JSON leaves it out. */
export function recordOfTorrent(torrent: TorrentFile, torrentUrl?: string): IngestRecord {
  return {
    infoHash: torrent.infoHash,
    infoHashV2: torrent.infoHashV2 ?? undefined,
    name: torrent.name,
    sizeBytes: torrent.sizeBytes,
    publishedAt: torrent.createdAt?.toISOString(),
    torrentUrl,
    trackers: firstUrls(torrent.trackers),
    webSeeds: firstUrls(torrent.webSeeds),
    files: torrent.files,
  };
}

/** The ingest record of a magnet link; null when it does not say name and size. */
export function recordOfMagnet(magnet: Magnet): IngestRecord | null {
  if (magnet.name === null || magnet.sizeBytes === null) return null;
  return {
    infoHash: magnet.infoHash,
    infoHashV2: magnet.infoHashV2 ?? undefined,
    name: magnet.name,
    sizeBytes: magnet.sizeBytes,
    torrentUrl: magnet.exactSource ?? undefined,
    trackers: firstUrls(magnet.trackers),
    webSeeds: firstUrls(magnet.webSeeds),
  };
}

/** No addresses are no news: an empty list would remove those the server knows. */
const firstUrls = (urls: string[]) => (urls.length > 0 ? urls.slice(0, MAX_URLS) : undefined);
