import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A file that pages are made with: where it is, and how long it keeps. */
export interface PageFile {
  path: string;
  cacheControl: string;
}

/** What is known of files by what is asked for. */
export interface PageFiles {
  /** Whether it is one, which costs nothing to send. While pages are built as they are asked for, whatever could be one is. */
  isFile(target?: string): boolean;
  /** As it was built; undefined where Next makes it, or there is none. */
  find(target?: string): PageFile | undefined;
}

/** Folders of files that are there as built, where they are served, and what Next says of how long they keep. */
const folders = [
  {
    folder: '.next/static',
    place: '/_next/static',
    cacheControl: 'public, max-age=31536000, immutable',
  },
  { folder: 'public', place: '', cacheControl: 'public, max-age=0' },
];

const mayBeFile = /^\/(?:_next|vendor)\/|^\/icon\.svg/;

export function findPageFiles(isDevelopment: boolean): PageFiles {
  if (isDevelopment) {
    return { isFile: (target = '') => mayBeFile.test(target), find: () => undefined };
  }
  const files = new Map<string, PageFile>();
  for (const { folder, place, cacheControl } of folders) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const path = join(folder, name);
      if (statSync(path).isFile()) files.set(`${place}/${name}`, { path, cacheControl });
    }
  }
  const find = (target = '') => files.get(placeOf(target));
  return { isFile: (target = '') => placeOf(target) === '/icon.svg' || !!find(target), find };
}

function placeOf(target: string): string {
  const [path = ''] = target.split('?', 1);
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
