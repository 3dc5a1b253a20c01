import { openDatabase } from '@/db/client';
import { type Config, readConfig } from '@/lib/config';
import { findSecret, keptSecretPath } from '@/lib/kept-secret';
import { openLog } from '@/lib/logging';
import { Refusal } from '@/lib/refusal';
import { INGEST_KEY_FILE, JWT_SECRET_FILE } from '../runtime';
import { fillDatabase } from './fill';
import { type Progress, type RowCounts, readDatabase } from './source';

const secretFiles = { JWT_SECRET: JWT_SECRET_FILE, INGEST_API_KEYS: INGEST_KEY_FILE };

/** A secret that a variable does not have yet, and the file that holds it. */
export interface LeftSecret {
  variable: keyof typeof secretFiles;
  path: string;
}

/**
 * Carries the embedded database in `dataDir` over to the PostgreSQL of the environment, which must be
 * empty. Answers which secrets are to follow. What is in `dataDir` stays. Throws `Refusal`.
 * @param begin told what there is to move, before the first row goes by
 */
export async function moveDatabase(
  dataDir: string,
  env: NodeJS.ProcessEnv,
  begin: (rows: RowCounts) => Progress,
): Promise<LeftSecret[]> {
  const secrets = Object.entries(secretFiles).map(([variable, file]) => {
    const path = keptSecretPath(dataDir, file);
    return { variable: variable as LeftSecret['variable'], path, value: findSecret(path) };
  });
  const config = readConfig(env, 'command');
  if (config.database.kind === 'pglite') {
    throw new Refusal(`Set DATABASE_URL to the PostgreSQL that ${dataDir} is to be moved to.`);
  }
  await carry(dataDir, config, begin);
  return secrets
    .filter(({ variable, value }) => value !== undefined && !holds(env[variable], value))
    .map(({ variable, path }) => ({ variable, path }));
}

const holds = (variable: string | undefined, secret: string) =>
  (variable ?? '').split(',').some((item) => item.trim() === secret);

async function carry(
  dataDir: string,
  config: Config,
  begin: (rows: RowCounts) => Progress,
): Promise<void> {
  const database = await openDatabase(
    { kind: 'pglite', dataDir, reserveBytes: 0 },
    openLog(config.logLevel).log,
    false,
  );
  try {
    await readDatabase(database, async (source, count) =>
      fillDatabase(config, source, begin(await count())),
    );
  } finally {
    await database.close();
  }
}
