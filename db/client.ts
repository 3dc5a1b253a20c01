import type { DatabaseConfig } from '@/lib/config';
import type { Logger } from '@/lib/logging';
import type { OpenDatabase } from './database';

/**
 * Opens the database that the configuration names. Each kind is loaded only where it is used:
 * PGlite brings 20 MB of WebAssembly that a server with PostgreSQL has no use for.
 * @param mayMake whether an embedded one is made where there is none
 */
export async function openDatabase(
  config: DatabaseConfig,
  log: Logger,
  mayMake = true,
): Promise<OpenDatabase> {
  if (config.kind === 'pglite') {
    const { openPglite } = await import('./pglite');
    return openPglite(config.dataDir, mayMake, config.reserveBytes);
  }
  const { openPostgres } = await import('./postgres');
  return openPostgres(config, log);
}
