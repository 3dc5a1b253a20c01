import type { Item, Json, Source } from '../../src/sources/source';
import { createWeb } from '../../src/web/create-web';
import { createLimiter } from '../../src/web/limiter';
import type { standIn } from './stand-in';

/** The web as tests have it: no waiting, and the stand-in may be reached. */
export const webTo = (server: ReturnType<typeof standIn>) =>
  createWeb({
    contact: 'mailto:scraper@example.org',
    allowedHosts: [server.host],
    limiter: createLimiter(() => ({ spacingMs: 0, atOnce: 10 })),
    timeouts: { requestMs: 5_000, idleMs: 2_000 },
  });

interface Run {
  checkpoint?: Json;
  since?: Date;
}

/** Drives a source as the pipeline does, through all the steps of a run. */
export async function runSource<Settings>(
  source: Source<Settings>,
  input: unknown,
  server: ReturnType<typeof standIn>,
  { checkpoint = null, since }: Run = {},
) {
  const settings = source.settings.parse(input);
  const web = webTo(server);
  const items: Item[] = [];
  let position: Json = null;
  let steps = 0;
  for (;;) {
    const step = await source.discover(settings, {
      position,
      checkpoint,
      since: since ?? null,
      web,
      emit: async (found) => {
        items.push(...structuredClone(found));
      },
    });
    steps++;
    if (step.next === null) {
      const resolve = (item: Item) => source.resolve(settings, item, web);
      return { items, checkpoint: step.checkpoint, steps, resolve };
    }
    position = JSON.parse(JSON.stringify(step.next));
  }
}
