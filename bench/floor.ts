import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { Pool } from 'pg';
import type { FloorTarget, Statement } from './statements';

/**
 * The least that could answer: `node:http`, `pg` with a pool of the same size, the product's own
 * statements under the same names with the same values, and `JSON.stringify(rows)`, filled up with
 * spaces or cut to the length of the product's answer. It knows its targets by heart: no routing,
 * validation, log, request id, ETag, header of its own but the type, nor shaping of rows.
 */
const { FLOOR_TARGETS = '', DATABASE_URL, DATABASE_POOL_MAX, PORT } = process.env;
const targets: FloorTarget[] = JSON.parse(readFileSync(FLOOR_TARGETS, 'utf8'));
const known = new Map(targets.map((target) => [target.target, target]));
const pool = new Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_MAX) });
const spaces = ' '.repeat(Math.max(...targets.map(({ bytes }) => bytes)));

const server = createServer(async (request, response) => {
  const target = known.get(request.url ?? '');
  if (target === undefined) {
    response.writeHead(404).end();
    return;
  }
  if (target.statements.length === 0) {
    response.writeHead(target.status ?? 200, { 'content-type': 'application/json' });
    response.end(target.status === 304 ? undefined : spaces.slice(0, target.bytes));
    return;
  }
  const rows = await run(target.statements);
  response.setHeader('content-type', 'application/json');
  response.end(withLength(JSON.stringify(rows), target.bytes));
});
server.listen(Number(PORT), '127.0.0.1');

process.on('SIGTERM', () => {
  server.close(() => pool.end());
  server.closeAllConnections();
});

/** The rows of the last statement that has any; several statements share one connection. */
async function run(statements: Statement[]): Promise<unknown[]> {
  const [first] = statements;
  if (first !== undefined && statements.length === 1) return (await pool.query(first)).rows;
  const client = await pool.connect();
  let rows: unknown[] = [];
  for (const statement of statements) {
    const result = await client.query(statement);
    if (result.rows.length > 0) rows = result.rows;
  }
  client.release();
  return rows;
}

/** The answers are almost all ASCII, so that characters stand for bytes. */
const withLength = (text: string, length: number) =>
  text.length < length ? text + spaces.slice(text.length, length) : text.slice(0, length);
