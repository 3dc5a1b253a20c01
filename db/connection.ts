import { isIP } from 'node:net';
import { Client, type ClientConfig } from 'pg';
import { parseIntoClientConfig } from 'pg-connection-string';
import type { Logger } from '@/lib/logging';

/**
 * How the database of an address is reached. What the address says of TLS holds, but whom to trust is
 * for `ca` to say where it is given: the driver would let `sslmode` take its place.
 * @param ca certificates in PEM
 */
export function connectionTo(url: string, ca: string | null): ClientConfig {
  const connection = parseIntoClientConfig(url);
  if (ca === null || connection.ssl === false) return connection;
  return { ...connection, ssl: { ...(typeof connection.ssl === 'object' && connection.ssl), ca } };
}

/** Says so when what goes to the database and back can be read on the way. */
export function warnWhenExposed(connection: ClientConfig, log: Logger): void {
  const { host, ssl } = new Client(connection);
  if (ssl || isNear(host)) return;
  log.warn(
    { host },
    'the connection to PostgreSQL is not encrypted: add ?sslmode=verify-full to its address',
  );
}

/** This machine, or one that is called by a name without a dot, as those of a compose file are. */
const isNear = (host: string) =>
  /^(?:127\.|::1$|\/)/.test(host) || (isIP(host) === 0 && !host.includes('.'));
