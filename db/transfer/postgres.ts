import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Client, type ClientConfig } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Database, Transfer, TransferMode } from '../database';
import { streamOf } from '../silence';
import { beginTransfer, columnList, qualifiedName } from './transfer';

/** Does `work` in a transaction on a connection of its own, which is undone when it fails. */
export async function transferPostgres<Result>(
  connection: ClientConfig,
  connectionTimeoutMillis: number,
  mode: TransferMode,
  work: (transfer: Transfer) => Promise<Result>,
): Promise<Result> {
  const client = new Client({
    connectionTimeoutMillis,
    keepAlive: true,
    application_name: 'torrent-streamer transfer',
    ...connection,
  });
  // A connection that breaks says so by an event as well, which ends the process if nobody listens.
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query(beginTransfer[mode]);
    const result = await work({
      db: drizzle(client, { casing: 'snake_case' }) as unknown as Database,
      copyOut: (table) =>
        client.query(copyTo(`copy ${qualifiedName(table.name)} (${columnList(table)}) to stdout`)),
      copyIn: (table, rows) =>
        pipeline(
          Readable.from(rows, { objectMode: false }),
          client.query(
            copyFrom(`copy ${qualifiedName(table.name)} (${columnList(table)}) from stdin`),
          ),
        ),
    });
    await client.query('commit');
    await client.end();
    return result;
  } catch (error) {
    // Not by a rollback: in the middle of a COPY the connection takes no other statement.
    streamOf(client).destroy();
    throw error;
  }
}
