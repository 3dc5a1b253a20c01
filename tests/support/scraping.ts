import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { WorkerStatus } from '@/worker/src/cloudflare/status';
import { askServer } from './commands';
import { freePort } from './ports';
import { type RunningServer, startServer } from './server';
import { newWork, SOURCE_SECRETS, type Sources, startSources } from './sources';
import { haveRun, type RunningWorker, startWorker } from './worker';

export interface Scraping {
  sources: Sources;
  /** The one that runs now; a test may end it and start another. */
  worker: RunningWorker;
  backend: RunningServer;
  startBackend(): Promise<void>;
  startWorker(environment?: Record<string, string>, ingestKey?: string): Promise<void>;
  /** Runs all sources to the end. */
  runAll(seconds?: number): Promise<WorkerStatus>;
  /** The names of all films in the catalogue. */
  films(): Promise<string[]>;
}

/** Sources, the Worker and the backend on PGlite, all gone when the test is over. */
export async function startScraping(environment: Record<string, string> = {}): Promise<Scraping> {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-scraping-'));
  const port = await freePort();
  const sources = await startSources();
  const startBackend = () =>
    startServer('node', { DATA_DIR: folder, PORT: `${port}`, RATE_LIMIT: 'off' });
  const backend = await startBackend();
  const startOwnWorker = (more: Record<string, string> = {}, ingestKey?: string) =>
    startWorker({
      dataDir: folder,
      configuration: sources.configuration(),
      backendUrl: backend.baseUrl,
      ingestKey: ingestKey ?? readFileSync(join(folder, 'ingest-key'), 'utf8').trim(),
      environment: { ...SOURCE_SECRETS, ...environment, ...more },
    });
  const scraping: Scraping = {
    sources,
    backend,
    worker: await startOwnWorker(),
    async startBackend() {
      scraping.backend = await startBackend();
    },
    async startWorker(more, ingestKey) {
      scraping.worker = await startOwnWorker(more, ingestKey);
    },
    async runAll(seconds) {
      const start = new Date();
      await scraping.worker.call('POST', '/run');
      return scraping.worker.statusWhere(haveRun(start), seconds);
    },
    async films() {
      const names: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const query = new URLSearchParams({ q: 'film', limit: '100', ...(cursor && { cursor }) });
        const { json } = await askServer(scraping.backend, 'GET', `/api/torrents/search?${query}`);
        names.push(...json.items.map(({ name }: { name: string }) => name));
        cursor = json.nextCursor;
      }
      return names.sort();
    },
  };
  onTestFinished(async () => {
    await scraping.worker.kill();
    await scraping.backend.stop();
    await sources.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return scraping;
}

/** Puts so many films into the archive; answers their names. */
export function fillArchive({ archive }: Sources, count: number): string[] {
  const works = Array.from({ length: count }, (_, n) => newWork(`film-${n}`, `Film number ${n}`));
  for (const work of works) archive.set(work.id, work);
  return works.map(({ title }) => title).sort();
}
