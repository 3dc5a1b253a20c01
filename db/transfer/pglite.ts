import type { Database, Rows, Table, Transfer, TransferMode } from '../database';
import type { Client } from '../pglite-client';
import { beginTransfer, columnList, qualifiedName } from './transfer';

/** Of 8 kB each, that are read at a time. */
const PAGES_AT_A_TIME = 32;

/** Bytes that are written at a time, and the rest of a line. */
const BYTES_AT_A_TIME = 1 << 20;

const END_OF_LINE = 10;

/** Does `work` in a transaction, which is undone when it fails. Nothing else may use the database. */
export async function transferPglite<Result>(
  client: Client,
  db: Database,
  mode: TransferMode,
  work: (transfer: Transfer) => Promise<Result>,
): Promise<Result> {
  await client.exec(beginTransfer[mode]);
  try {
    const result = await work({
      db,
      copyOut: (table) => copyOut(client, table),
      copyIn: (table, rows) => copyIn(client, table, rows),
    });
    await client.exec('commit');
    return result;
  } catch (error) {
    await client.exec('rollback').catch(() => {});
    throw error;
  }
}

/** By where the rows lie: in a transaction of the only connection that there is, they stay there. */
async function* copyOut(client: Client, table: Table): Rows {
  const name = qualifiedName(table.name);
  const { rows } = await client.query<{ pages: number }>(
    "select (pg_relation_size($1::regclass) / current_setting('block_size')::int)::int as pages",
    [name],
  );
  const pages = rows[0]?.pages ?? 0;
  for (let page = 0; page < pages; page += PAGES_AT_A_TIME) {
    const { blob } = await client.query(
      `copy (select ${columnList(table)} from ${name}
        where ctid >= '(${page},0)' and ctid < '(${page + PAGES_AT_A_TIME},0)') to '/dev/blob'`,
    );
    if (blob && blob.size > 0) yield new Uint8Array(await blob.arrayBuffer());
  }
}

/** Whole lines at a time: the database takes what is cut off for a line as well. */
async function copyIn(client: Client, table: Table, rows: Rows): Promise<void> {
  const statement = `copy ${qualifiedName(table.name)} (${columnList(table)}) from '/dev/blob'`;
  let parts: Uint8Array[] = [];
  let size = 0;
  const flush = async () => {
    if (size > 0) await client.query(statement, [], { blob: new Blob(parts as BlobPart[]) });
    parts = [];
    size = 0;
  };
  for await (const chunk of rows) {
    const end = chunk.lastIndexOf(END_OF_LINE) + 1;
    const isFull = end > 0 && size + end >= BYTES_AT_A_TIME;
    if (isFull) {
      parts.push(chunk.subarray(0, end));
      size += end;
      await flush();
    }
    const rest = isFull ? chunk.subarray(end) : chunk;
    parts.push(rest);
    size += rest.length;
  }
  await flush();
}
