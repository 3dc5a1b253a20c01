import type { DatabaseConfig } from '@/lib/config';
import type { Logger } from '@/lib/logging';
import type { OpenDatabase } from './database';

/**
 * Opens the database that the configuration names. Each kind is loaded only where it is used:
 * PGlite brings 20 MB of WebAssembly that a server with PostgreSQL has no use for.
 */
export async function openDatabase(config: DatabaseConfig, log: Logger): Promise<OpenDatabase> {
  if (config.kind === 'pglite') {
    const { openPglite } = await import('./pglite');
    return openPglite(config.dataDir);
  }
  const { openPostgres } = await import('./postgres');
  return openPostgres(config, log);
}
