/** Thrown for a torrent file or magnet link that cannot be used; `message` is one clear line. */
export class TorrentFormatError extends Error {
  override readonly name = 'TorrentFormatError';
}
