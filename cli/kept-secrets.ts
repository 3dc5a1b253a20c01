import type { Config } from '@/lib/config';
import { INGEST_KEY_FILE, JWT_SECRET_FILE } from '@/runtime/runtime';

/** Which secrets are kept beside the database, where no backup has them; null when there are none. */
export function keptSecrets({ database, jwtSecret, ingestApiKeys, dataDir }: Config) {
  const isAnyKept = jwtSecret === null || ingestApiKeys === null;
  if (database.kind !== 'pglite' || !isAnyKept) return null;
  return `${JWT_SECRET_FILE} and ${INGEST_KEY_FILE} in ${dataDir}`;
}
