import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDataDir } from '@/lib/config';
import { ingestUrl, type Target } from '../client/push';
import { UsageError } from './usage';

/**
 * Where records go: what `--url` and `--key` say, or this machine's own server.
 *
 * @throws {UsageError}
 */
export function readTarget(
  options: { url?: string | undefined; key?: string | undefined },
  env: NodeJS.ProcessEnv,
): Target {
  const server = options.url ?? `http://localhost:${env.PORT || 3000}`;
  const url = ingestUrl(server);
  if (url === null) throw new UsageError(`--url must be an http or https address: ${server}`);
  return { url, key: readKey(options.key, env) };
}

function readKey(option: string | undefined, env: NodeJS.ProcessEnv): string {
  const path = join(readDataDir(env), 'ingest-key');
  const key = option || firstOf(env.INGEST_API_KEYS) || readKeyFile(path);
  if (!key) {
    throw new UsageError(
      `no ingest key: give --key, set INGEST_API_KEYS, or start the server once (it makes ${path})`,
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new UsageError('the ingest key has a character no key has');
  return key;
}

const firstOf = (keys = '') =>
  keys
    .split(',')
    .find((key) => key.trim() !== '')
    ?.trim();

function readKeyFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return null;
    throw new UsageError(`cannot read the ingest key: ${message}`);
  }
}
