import { spawnSync } from 'node:child_process';
import { buildIfChanged } from './build.mjs';
import { ensureChromium } from './chromium.mjs';

await ensureChromium();
await buildIfChanged();
const vitest = ['node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, vitest, { stdio: 'inherit' }).status ?? 1;
