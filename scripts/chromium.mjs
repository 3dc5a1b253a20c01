import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
const OUTSIDE_PATH = [
  '/usr/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const MISSING =
  'The browser tests need Chromium: install it (on Debian: apt-get install chromium), or set CHROMIUM_PATH to its program.';

/** Where Chromium, or Chrome, is; null when there is none. `CHROMIUM_PATH` goes before all. */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) return isProgram(given) ? given : null;
  return OUTSIDE_PATH.find(isProgram) ?? findOnPath(NAMES);
}

/** Where Chromium is, once it is there: on Debian, root gets it installed. Throws one sentence. */
export function ensureChromium() {
  const found = findChromium();
  if (found !== null) return found;
  const aptGet = findOnPath(['apt-get']);
  if (!process.env.CHROMIUM_PATH && aptGet !== null && process.getuid?.() === 0) install(aptGet);
  const installed = findChromium();
  if (installed === null) throw new Error(MISSING);
  return installed;
}

/** @param {string} aptGet */
function install(aptGet) {
  console.log('Installing Chromium for the browser tests …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync(aptGet, ['update'], { stdio: 'inherit', env });
    execFileSync(aptGet, ['install', '-y', 'chromium'], { stdio: 'inherit', env });
  } catch (cause) {
    throw new Error(MISSING, { cause });
  }
}

/** @param {string[]} names @returns {string | null} */
function findOnPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return places.find(isProgram) ?? null;
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
