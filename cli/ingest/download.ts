import { MAX_TORRENT_FILE_BYTES } from '../../bittorrent/torrent-file';
import { withinSeconds } from '../../client/fetching';

const TIMEOUT_SECONDS = 30;

/**
 * The bytes of the torrent file at an http or https address; reading stops at 10 MiB.
 *
 * @throws {Error} with one line that says why not
 */
export function downloadTorrent(url: string): Promise<Uint8Array> {
  return withinSeconds(TIMEOUT_SECONDS, async (signal) => {
    const headers = { accept: 'application/x-bittorrent, */*' };
    const response = await fetch(url, { signal, headers });
    if (!response.ok) throw new Error(`the server answered ${response.status}`);
    if (response.headers.get('content-type')?.startsWith('text/html')) {
      throw new Error('the address is of a web page, not of a torrent file');
    }
    return readLimited(response);
  });
}

async function readLimited(response: Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // The DOM's types do not know that a stream can be iterated.
  for await (const chunk of (response.body ?? []) as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length;
    if (size > MAX_TORRENT_FILE_BYTES) throw new Error('the file is larger than 10 MiB');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
