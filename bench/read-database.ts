import { academicTorrents } from '../worker/src/sources/academic-torrents';
import { createWeb } from '../worker/src/web/create-web';
import { createLimiter } from '../worker/src/web/limiter';

/**
 * Reads the database.xml of an origin as the Worker does, and prints the megabytes that were in use
 * at most beyond those at the start: collected before each look, as a runtime does when it has to.
 * Needs `--expose-gc`.
 */
const [origin = ''] = process.argv.slice(2);
const PARTS_BETWEEN_LOOKS = 10;

function inUse(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}

const settings = academicTorrents.settings.parse({
  id: 'academic',
  name: 'Academic',
  kind: 'academic-torrents',
  baseUrl: origin,
});
const web = createWeb({
  contact: 'mailto:bench@example.org',
  allowedHosts: [new URL(origin).host],
  limiter: createLimiter(() => ({ spacingMs: 0, atOnce: 1 })),
});
const start = inUse();
let parts = 0;
let most = start;
await academicTorrents.discover(settings, {
  position: null,
  checkpoint: null,
  since: null,
  web,
  emit: async () => {
    if (++parts % PARTS_BETWEEN_LOOKS === 0) most = Math.max(most, inUse());
  },
});
console.log((most - start).toFixed(1));
