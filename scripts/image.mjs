import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { buildIfChanged } from './build.mjs';

/** What is served, beside the packages. */
const SERVED = ['.next', 'db/migrations', 'dist', 'next.config.mjs', 'package.json', 'public'];
/** Of what was built: what only a build reads. */
const NOT_SERVED = /^\.next\/(?:cache|diagnostics|trace|types|.*\.(?:nft\.json|map)$)/;

/** Packages that come along and that nothing which is served asks for, or files of them. */
const UNUSED_PACKAGES = ['@cloudflare', '@img', '@types', 'sharp'];
const UNUSED_OF_NEXT = /^swc-/;
const UNUSED_FILES = /\.(?:map|d\.[cm]?ts|tsbuildinfo)$/;

/** Gathers in a new folder all that the image holds, and nothing else. @param {string} folder */
async function gather(folder) {
  if (existsSync(folder)) throw new Error(`${folder} is there already.`);
  await buildIfChanged();
  // Before, as it marks what is served; what it sends is not in the image.
  execFileSync(process.execPath, ['scripts/source-maps.mjs'], { stdio: 'inherit' });
  mkdirSync(folder, { recursive: true });
  for (const path of SERVED) {
    const filter = (/** @type {string} */ source) => !NOT_SERVED.test(source);
    cpSync(path, join(folder, path), { recursive: true, filter });
  }
  installPackages(folder);
}

/** @param {string} folder */
function installPackages(folder) {
  for (const file of ['package-lock.json', '.npmrc']) cpSync(file, join(folder, file));
  // In place of what `.npmrc` includes.
  const kinds = ['--omit=dev', '--include=prod'];
  const options = [...kinds, '--workspaces=false', '--ignore-scripts', '--prefer-offline'];
  execFileSync('npm', ['ci', ...options], { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  for (const file of ['package-lock.json', '.npmrc']) rmSync(join(folder, file));
  const packages = join(folder, 'node_modules');
  const compilers = readdirSync(join(packages, '@next')).filter((name) =>
    UNUSED_OF_NEXT.test(name),
  );
  for (const name of [...UNUSED_PACKAGES, ...compilers.map((name) => join('@next', name))]) {
    rmSync(join(packages, name), { recursive: true, force: true });
  }
  for (const entry of readdirSync(packages, { recursive: true, encoding: 'utf8' })) {
    if (UNUSED_FILES.test(basename(entry))) rmSync(join(packages, entry));
  }
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node scripts/image.mjs <new folder>');
  process.exit(2);
}
await gather(folder);
