import type { Magnet } from '../bittorrent/magnet';
import type { TorrentFile } from '../bittorrent/torrent-file';
import type { IngestRecord } from '../contracts/ingest';

/** The ingest record of a torrent file; what is unknown is undefined, so that JSON leaves it out. */
export function recordOfTorrent(torrent: TorrentFile, torrentUrl?: string): IngestRecord {
  return {
    infoHash: torrent.infoHash,
    infoHashV2: torrent.infoHashV2 ?? undefined,
    name: torrent.name,
    sizeBytes: torrent.sizeBytes,
    publishedAt: torrent.createdAt?.toISOString(),
    torrentUrl,
    trackers: anyUrls(torrent.trackers),
    webSeeds: anyUrls(torrent.webSeeds),
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
    trackers: anyUrls(magnet.trackers),
    webSeeds: anyUrls(magnet.webSeeds),
  };
}

/** No addresses are no news: an empty list would remove those the server knows. */
const anyUrls = (urls: string[]) => (urls.length > 0 ? urls : undefined);
