import { TorrentFormatError } from '../../../bittorrent/errors';
import { parseMagnet } from '../../../bittorrent/magnet';
import { parseTorrentFile, type TorrentFile } from '../../../bittorrent/torrent-file';
import { visibleText } from '../../../contracts/common';
import { recordOfMagnet, recordOfTorrent } from '../../../records/torrent-records';
import { SourceError, type Web } from '../web/web';
import type { Find } from './source';

type Record = Find['record'];

/** With these two, a hostile file takes under 50 MB of the 128 MB that a Worker has. */
const MAX_TORRENT_BYTES = 6 * 1024 * 1024;
const MAX_VALUES = 150_000;

/** The torrent file at an address. Throws `SourceError`. */
export async function fetchTorrent(url: string, web: Web): Promise<TorrentFile> {
  const accept = 'application/x-bittorrent, application/octet-stream;q=0.9, */*;q=0.1';
  const page = await web.get(url, { accept, maxBytes: MAX_TORRENT_BYTES });
  if (page.state === 'not-modified') throw new SourceError('the torrent file was not sent', true);
  try {
    const torrent = await parseTorrentFile(page.bytes, MAX_VALUES);
    if (torrent.isPrivate) throw new SourceError('the torrent is private', false);
    return torrent;
  } catch (error) {
    // Half a file looks just like a wrong one, so it is worth another try.
    if (error instanceof TorrentFormatError) throw new SourceError(error.message, true);
    throw error;
  }
}

const NAME_MAX = 1024;

/** As much of a title as a record takes, with letters as a whole; empty when nothing of it is seen. */
export function nameOf(title: string): string {
  const letters = [...title.toWellFormed().replaceAll('\0', '')];
  return visibleText(NAME_MAX).catch('').parse(letters.slice(0, NAME_MAX).join(''));
}

export const isMagnet = (link: string) => /^magnet:/i.test(link);

/** What is known of a torrent beside its link; a magnet link need not say it then. */
export interface Known {
  name: string | null;
  sizeBytes: number | null;
}

/** The record of a torrent file's address, or of a magnet link. Throws `SourceError`. */
export async function recordOfLink(link: string, web: Web, known?: Known): Promise<Record> {
  if (isMagnet(link)) return recordOfMagnetLink(link, web, known);
  return recordOfTorrent(await fetchTorrent(link, web), link);
}

/** A link of which name and size are not known has to say where its torrent file is. */
async function recordOfMagnetLink(link: string, web: Web, known?: Known): Promise<Record> {
  const magnet = readMagnet(link);
  const record = recordOfMagnet({
    ...magnet,
    name: magnet.name ?? known?.name ?? null,
    sizeBytes: magnet.sizeBytes ?? known?.sizeBytes ?? null,
  });
  if (record !== null) return record;
  if (magnet.exactSource === null) {
    throw new SourceError(
      'the magnet link has no name (dn), no size (xl) or torrent file (xs)',
      false,
    );
  }
  const torrent = await fetchTorrent(magnet.exactSource, web);
  if (magnet.infoHash !== torrent.infoHash && magnet.infoHash !== torrent.infoHashV2) {
    throw new SourceError('the torrent file is of another torrent than its magnet link', false);
  }
  return recordOfTorrent(torrent, magnet.exactSource);
}

function readMagnet(link: string) {
  try {
    return parseMagnet(link);
  } catch (error) {
    if (error instanceof TorrentFormatError) throw new SourceError(error.message, false);
    throw error;
  }
}
