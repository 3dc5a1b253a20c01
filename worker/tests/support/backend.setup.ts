import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startServer } from '../../../tests/support/server';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The backend on PGlite, as it is built. */
    backend: { url: string; key: string };
  }
}

export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-worker-'));
  const server = await startServer('node', { DATA_DIR: folder });
  const key = readFileSync(join(folder, 'ingest-key'), 'utf8').trim();
  project.provide('backend', { url: server.baseUrl, key });
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
