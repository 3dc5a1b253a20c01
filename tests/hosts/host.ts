import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import type { MachineAccess } from '@/middleware/endpoint';
import { startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import { type Host, runCli, startServer } from '../support/server';

/** What the suite is told of the server that it speaks to. */
export interface TestHost {
  host: Host;
  database: 'pglite' | 'postgresql';
  baseUrl: string;
  jwtSecret: string;
  ingestKey: string;
  /** The second of the keys that are let in, as during a rotation. */
  otherIngestKey: string;
  /** What lets machines in, by the access that it gives. */
  machineSecrets: Record<MachineAccess, string>;
  admin: { email: string; password: string };
}

declare module 'vitest' {
  export interface ProvidedContext {
    testHost: TestHost;
  }
}

const ingestKeys = ['first-ingest-key-of-tests', 'second-ingest-key-of-tests'] as const;
const machineSecrets = { cron: 'the-cron-secret-of-tests', metrics: 'the-metrics-token-of-tests' };
const admin = { email: 'admin@example.org', password: 'an administrator of tests' };

/** A global set-up that runs the suite against a host with a database of its own. */
export const testHost =
  (host: Host, database: TestHost['database']) =>
  async ({ provide }: TestProject): Promise<() => Promise<void>> => {
    const cleanUps: (() => Promise<void> | void)[] = [];
    const cleanUp = async () => {
      for (const step of cleanUps.reverse()) await step();
    };
    try {
      const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-test-'));
      cleanUps.push(() => rmSync(folder, { recursive: true, force: true }));
      const postgres = database === 'postgresql' ? await startPostgres() : undefined;
      if (postgres) cleanUps.push(postgres.stop);
      const environment: Record<string, string> = {
        JWT_SECRET: secrets.JWT_SECRET,
        INGEST_API_KEYS: ingestKeys.join(','),
        CRON_SECRET: machineSecrets.cron,
        METRICS_TOKEN: machineSecrets.metrics,
        RATE_LIMIT: 'off',
        DATA_DIR: join(folder, 'data'),
        ...(postgres && { DATABASE_URL: await postgres.createMigratedDatabase() }),
        ...(host === 'node' && { NODE_ENV: 'test' }),
      };
      await makeAdministrator(environment);
      const server = await startServer(host, environment, { forLong: true });
      cleanUps.push(server.stop);
      const { baseUrl } = server;
      const [ingestKey, otherIngestKey] = ingestKeys;
      provide('testHost', {
        host,
        database,
        baseUrl,
        jwtSecret: secrets.JWT_SECRET,
        ingestKey,
        otherIngestKey,
        machineSecrets,
        admin,
      });
    } catch (error) {
      await cleanUp();
      throw error;
    }
    return cleanUp;
  };

/** As an operator would: signs up over HTTP, then grants the role by command while nothing runs. */
async function makeAdministrator(environment: Record<string, string>): Promise<void> {
  const server = await startServer('node', environment);
  try {
    await fetch(`${server.baseUrl}/api/auth/sign-up`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(admin),
    });
  } finally {
    await server.stop();
  }
  await runCli('admin', ['grant', admin.email], environment);
}
