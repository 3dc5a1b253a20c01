import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Magnet, parseMagnet } from '../../bittorrent/magnet';
import { MAX_TORRENT_FILE_BYTES, parseTorrentFile } from '../../bittorrent/torrent-file';
import { type Entry, makeEntry } from '../../client/batches';
import type { IngestRecord } from '../../contracts/ingest';
import { recordOfMagnet, recordOfTorrent } from '../../records/torrent-records';
import { downloadTorrent } from './download';
import type { Extras } from './options';

/** A record to send, and the input it came from, short enough for a message. */
export interface LabelledEntry extends Entry {
  label: string;
}

const MAX_LABEL_LENGTH = 100;

type ReportFailure = (label: string, reason: string) => void;

/** The torrents that the inputs name, folders opened; an input that is not there is reported. */
export async function findSources(
  inputs: string[],
  reportFailure: ReportFailure,
): Promise<string[]> {
  const sources: string[][] = [];
  for (const input of inputs) {
    sources.push((await attempt(input, expandFolder, reportFailure)) ?? []);
  }
  return sources.flat();
}

/** Their records; one that cannot be read is reported, and the next one follows. */
export async function* readEntries(
  sources: string[],
  extras: Extras,
  reportFailure: ReportFailure,
): AsyncGenerator<LabelledEntry> {
  const read = async (source: string) => ({
    label: labelOf(source),
    ...makeEntry({ ...(await readRecord(source)), ...extras }),
  });
  for (const source of sources) {
    const entry = await attempt(source, read, reportFailure);
    if (entry !== null) yield entry;
  }
}

async function attempt<T>(
  input: string,
  read: (input: string) => Promise<T>,
  reportFailure: ReportFailure,
): Promise<T | null> {
  try {
    return await read(input);
  } catch (error) {
    reportFailure(labelOf(input), error instanceof Error ? error.message : String(error));
    return null;
  }
}

const isMagnet = (input: string) => /^magnet:/i.test(input);
const isUrl = (input: string) => /^https?:\/\//i.test(input);

function labelOf(input: string): string {
  return input.length > MAX_LABEL_LENGTH ? `${input.slice(0, MAX_LABEL_LENGTH)}…` : input;
}

/** The torrent files in a folder and the folders in it; any other input as it is. */
async function expandFolder(input: string): Promise<string[]> {
  if (isMagnet(input) || isUrl(input) || !(await statOf(input)).isDirectory()) return [input];
  const names = await readdir(input, { recursive: true });
  const torrents = names.filter((name) => /\.torrent$/i.test(name)).sort();
  if (torrents.length === 0) throw new Error('has no .torrent file in it');
  return torrents.map((name) => join(input, name));
}

async function readRecord(source: string): Promise<IngestRecord> {
  if (isMagnet(source)) return readMagnet(parseMagnet(source));
  const bytes = isUrl(source) ? await downloadTorrent(source) : await readTorrent(source);
  return recordOfTorrent(await parseTorrentFile(bytes), isUrl(source) ? source : undefined);
}

async function readMagnet(magnet: Magnet): Promise<IngestRecord> {
  const record = recordOfMagnet(magnet);
  if (record !== null) return record;
  if (magnet.exactSource === null) {
    throw new Error('needs a name (dn) and a size in bytes (xl), or its torrent file (xs)');
  }
  const torrent = await parseTorrentFile(await downloadTorrent(magnet.exactSource));
  if (magnet.infoHash !== torrent.infoHash && magnet.infoHash !== torrent.infoHashV2) {
    throw new Error(`the torrent file at ${magnet.exactSource} is of another torrent`);
  }
  return recordOfTorrent(torrent, magnet.exactSource);
}

async function readTorrent(path: string): Promise<Uint8Array> {
  const file = await statOf(path);
  if (!file.isFile()) throw new Error('is not a file');
  if (file.size > MAX_TORRENT_FILE_BYTES) throw new Error('is larger than 10 MiB');
  return readFile(path);
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new Error('no such file or folder');
  }
}
