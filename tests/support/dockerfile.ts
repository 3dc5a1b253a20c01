import { cpSync, readFileSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the last stage of the Dockerfile says of how the image runs. */
export function readImage() {
  const text = readFileSync('Dockerfile', 'utf8').replaceAll(/\\\n\s*/g, '');
  const stage = text.slice(text.lastIndexOf('\nFROM '));
  const instruction = (pattern: RegExp) => {
    const found = pattern.exec(stage)?.[1];
    if (found === undefined) throw new Error(`the Dockerfile has no ${pattern}`);
    return found;
  };
  const pairs = instruction(/^ENV (.*)$/m).split(' ');
  const [, ...command] = JSON.parse(instruction(/^CMD (.*)$/m)) as string[];
  const [, ...health] = JSON.parse(instruction(/^HEALTHCHECK .*?CMD (.*)$/m)) as string[];
  return {
    environment: Object.fromEntries(pairs.map((pair) => pair.split('=', 2))) as Record<
      string,
      string
    >,
    /** Arguments of Node. */
    command,
    health,
  };
}

/** Made of the sources alone, whose digest it carries: where one of them is missing, all is built anew. */
const BUILT = ['.next', 'dist', 'public/vendor'];
const NOT_OF_A_BUILD = ['.next/cache', '.next/dev'];

/**
 * Copies into a new folder what `.dockerignore` leaves of this checkout, which is all that a build of
 * the image sees, and has this checkout's packages there as `npm ci` would, and what was built of the same.
 */
export function copyContext(folder: string): void {
  const ignored = readFileSync('.dockerignore', 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(matching);
  const isKept = (path: string) => path === '.' || !ignored.some((pattern) => pattern.test(path));
  cpSync('.', folder, { recursive: true, filter: isKept });
  for (const path of BUILT) {
    const filter = (source: string) => !NOT_OF_A_BUILD.includes(source);
    cpSync(path, join(folder, path), { recursive: true, filter });
  }
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'));
}

/** A pattern of `.dockerignore`: from the root, and for the whole of a folder. */
function matching(pattern: string): RegExp {
  const text = pattern
    .replaceAll('.', '\\.')
    .replaceAll(/\*\*\/|\*/g, (stars) => (stars === '*' ? '[^/]*' : '(?:.*/)?'));
  return new RegExp(`^${text}$`);
}
