import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of files that are there as built, and where they are served. */
const folders = { '.next/static': '/_next/static', public: '' };

const mayBeFile = /^\/(?:_next|vendor)\/|^\/icon\.svg/;

/**
 * Whether a target is a file that pages are made with, which costs nothing to send. While pages are
 * built as they are asked for, whatever could be one is.
 */
export function findPageFiles(isDevelopment: boolean): (target?: string) => boolean {
  if (isDevelopment) return (target = '') => mayBeFile.test(target);
  const files = new Set(['/icon.svg']);
  for (const [folder, place] of Object.entries(folders)) {
    if (!existsSync(folder)) continue;
    for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      if (statSync(join(folder, path)).isFile()) files.add(`${place}/${path}`);
    }
  }
  return (target = '') => files.has(decoded(target.split('?', 1)[0] ?? ''));
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
