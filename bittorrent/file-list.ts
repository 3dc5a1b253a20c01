import { type BencodeDictionary, type BencodeValue, keyToBytes } from './bencode';
import {
  type DecodeText,
  invalid,
  readDictionary,
  readList,
  readSegment,
  readSize,
} from './fields';

export interface TorrentFileEntry {
  /** Counted from 0 over the whole list, padding included (BEP 53). */
  index: number;
  /** The path inside the torrent, joined by `/`. */
  name: string;
  sizeBytes: number;
}

export interface FileList {
  files: TorrentFileEntry[];
  /** Of all files but padding. */
  sizeBytes: number;
}

interface ListedFile {
  name: string;
  sizeBytes: number;
  isPadding: boolean;
}

const MAX_FILES = 100_000;
const MAX_PATH_LENGTH = 4096;
/** A v2 tree writes a folder's name once for all its files, so a small file can mean vast paths. */
const MAX_TOTAL_PATH_LENGTH = 32 * 1024 * 1024;

/** The files of a v1 `info`: `length` for one file, or `files` (BEP 3). */
export function readV1Files(
  info: BencodeDictionary,
  torrentName: string,
  decodeText: DecodeText,
): FileList {
  const length = info.entries.get('length');
  const files = info.entries.get('files');
  if (length !== undefined && files !== undefined) throw invalid('info', 'has length and files');
  if (files === undefined) {
    const sizeBytes = readSize(length, 'info.length');
    return numberFiles([{ name: torrentName, sizeBytes, isPadding: false }]);
  }
  return numberFiles(eachV1File(readList(files, 'info.files'), decodeText));
}

/** The files of a v2 `info`: the leaves of `file tree`, in its order (BEP 52). */
export function readV2Files(info: BencodeDictionary, decodeText: DecodeText): FileList {
  const tree = readDictionary(info.entries.get('file tree'), 'info.file tree');
  return numberFiles(eachV2File(tree, '', decodeText));
}

/** Whether both lists name the same files, as those of a hybrid torrent must (BEP 52). */
export function areSameFiles(one: FileList, other: FileList): boolean {
  return (
    one.files.length === other.files.length &&
    one.files.every((file, position) => {
      const twin = other.files[position];
      return file.name === twin?.name && file.sizeBytes === twin.sizeBytes;
    })
  );
}

function* eachV1File(files: BencodeValue[], decodeText: DecodeText): Generator<ListedFile> {
  for (const [index, value] of files.entries()) {
    const field = `info.files[${index}]`;
    const { entries } = readDictionary(value, field);
    const path = readList(entries.get('path.utf-8') ?? entries.get('path'), `${field}.path`);
    const segments = path.map((segment) => readSegment(segment, `${field}.path`, decodeText));
    if (segments.length === 0) throw invalid(`${field}.path`, 'is empty');
    const isPadding = hasAttribute(entries, 'p') || isPaddingPath(segments);
    const sizeBytes = readFileSize(entries, `${field}.length`);
    yield { name: segments.join('/'), sizeBytes, isPadding };
  }
}

function* eachV2File(
  folder: BencodeDictionary,
  folderPath: string,
  decodeText: DecodeText,
): Generator<ListedFile> {
  for (const [key, value] of folder.entries) {
    const segment = readSegment(keyToBytes(key), 'a name in info.file tree', decodeText);
    const name = folderPath === '' ? segment : `${folderPath}/${segment}`;
    const node = readDictionary(value, 'a node of info.file tree');
    const leaf = node.entries.get('');
    if (leaf === undefined) {
      yield* eachV2File(node, name, decodeText);
      continue;
    }
    if (node.entries.size > 1) throw invalid('info.file tree', 'has a file that is also a folder');
    const { entries } = readDictionary(leaf, 'a file of info.file tree');
    const sizeBytes = readFileSize(entries, 'a length in info.file tree');
    yield { name, sizeBytes, isPadding: hasAttribute(entries, 'p') };
  }
}

function numberFiles(listed: Iterable<ListedFile>): FileList {
  const files: TorrentFileEntry[] = [];
  let index = 0;
  let totalBytes = 0;
  let totalPathLength = 0;
  for (const { name, sizeBytes, isPadding } of listed) {
    if (!isPadding) files.push({ index, name, sizeBytes });
    index++;
    totalBytes += isPadding ? 0 : sizeBytes;
    totalPathLength += name.length;
    if (name.length > MAX_PATH_LENGTH) throw invalid('a path', 'is too long');
    if (totalPathLength > MAX_TOTAL_PATH_LENGTH) throw invalid('the file list', 'is too long');
    if (files.length > MAX_FILES) throw invalid('info', `has more than ${MAX_FILES} files`);
    if (!Number.isSafeInteger(totalBytes)) throw invalid('the total size', 'is past 2^53 - 1');
  }
  if (files.length === 0) throw invalid('info', 'has no files');
  return { files, sizeBytes: totalBytes };
}

/** A symbolic link may leave out its length, which is none (BEP 47). */
function readFileSize(file: BencodeDictionary['entries'], field: string): number {
  const isLinkWithoutLength = !file.has('length') && hasAttribute(file, 'l');
  return isLinkWithoutLength ? 0 : readSize(file.get('length'), field);
}

/** BEP 47's `attr`, a string of one letter per attribute. */
function hasAttribute(file: BencodeDictionary['entries'], letter: string): boolean {
  const attributes = file.get('attr');
  return attributes instanceof Uint8Array && attributes.includes(letter.charCodeAt(0));
}

/** Padding from before BEP 47: of the Internet Archive, and of BitComet. */
function isPaddingPath(segments: string[]): boolean {
  return (
    segments[0] === '.____padding_file' ||
    segments.at(-1)?.startsWith('_____padding_file_') === true
  );
}
