import { env, exports } from 'cloudflare:workers';
import { inject } from 'vitest';
import { makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import type { Environment } from '../../src/cloudflare/environment';
import type { SourceStatus, WorkerStatus } from '../../src/cloudflare/status';
import { standIn } from './stand-in';

declare global {
  namespace Cloudflare {
    interface Env extends Environment {}
  }
}

/** The Worker as it runs in the tests: its own runtime, its own queues. */
export const worker = {
  env,
  fetch: (path: string, init: RequestInit = {}) =>
    (exports as unknown as { default: Fetcher }).default.fetch(`https://worker${path}`, {
      ...init,
      headers: { 'x-api-key': 'a-run-key', ...init.headers },
    }),
};

export const status = async () => (await worker.fetch('/status')).json<WorkerStatus>();

/** Waits until the status is as wanted; fails with what it is instead. */
export async function statusWhere(isWanted: (status: WorkerStatus) => boolean) {
  const deadline = Date.now() + 40_000;
  for (;;) {
    const now = await status();
    if (isWanted(now)) return now;
    if (Date.now() > deadline) throw new Error(JSON.stringify(now, null, 1));
    await new Promise((resume) => setTimeout(resume, 100));
  }
}

export function sourceIn({ sources }: WorkerStatus, id: string): SourceStatus {
  const source = sources.find((one) => one.id === id);
  if (source === undefined) throw new Error(`no source ${id}`);
  return source;
}

/** A feed of the stand-in, by the id of its source, with an item for each name. */
export function feedOf(source: string) {
  const server = standIn(source);
  return {
    server,
    async has(...names: string[]) {
      const items = names.map(
        (name) => `<item><title>${name}</title><guid isPermaLink="false">${name}</guid>
          <license>CC-BY-4.0</license>
          <enclosure type="application/x-bittorrent" url="${server.url(`/${name}.torrent`)}"/></item>`,
      );
      const body = `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
      await server.answers('/feed.xml', { body });
      for (const name of names) {
        await server.answers(`/${name}.torrent`, { body: makeTorrent({ name, source }) });
      }
    },
    /** How often a path was asked for. */
    asked: async (path: string) => (await server.requests(path)).length,
  };
}

/** Names of what the backend has of a source. */
export async function cataloguedOf(source: string): Promise<string[]> {
  const { url } = inject('backend');
  const response = await fetch(`${url}/api/torrents/search?q=&source=${source}&limit=100`);
  const { items } = await response.json<{ items: { name: string }[] }>();
  return items.map(({ name }) => name).sort();
}
