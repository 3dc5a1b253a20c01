import { parseTorrentFile } from '@/bittorrent/torrent-file';
import { type Encodable, makeTorrent } from './torrent-maker';

/** What is read of a small torrent, with what the test changes. */
export const parseMade = (
  info: Parameters<typeof makeTorrent>[0],
  root?: Record<string, Encodable>,
) => parseTorrentFile(makeTorrent(info, root));

/** What is read of a torrent of these files. */
export const parseMadeOf = (...files: Encodable[]) => parseMade({ length: undefined, files });
