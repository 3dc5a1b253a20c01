import pg from 'pg';
import { endpoints } from '@/controllers/table';
import { readConfig } from '@/lib/config';
import { splitTarget } from '@/middleware/messages';
import { createHandler } from '@/middleware/pipeline';
import { openRuntime } from '@/runtime/runtime';

/** A statement as the driver was given it. */
export interface Statement {
  /** Prepared under this name on each connection; undefined: sent as text each time. */
  name?: string;
  text: string;
  values: unknown[];
}

/** What the floor does for one target of the product. */
export interface FloorTarget {
  /** Path and query string. */
  target: string;
  statements: Statement[];
  /** Bytes of the product's answer. */
  bytes: number;
  /** Of an answer that never changes and needs no statement. */
  status?: number;
}

export interface Target {
  /** Path of the endpoint, as the table of endpoints has it. */
  endpoint: string;
  params: Record<string, string>;
  target: string;
}

/**
 * Asks the product for each target, in this process and once, and writes down what it sends to
 * PostgreSQL. So the floor's SQL is the product's own, and cannot drift from it.
 */
export async function recordStatements(
  environment: Record<string, string>,
  targets: Target[],
): Promise<FloorTarget[]> {
  const runtime = await openRuntime(
    readConfig({ ...environment, NODE_ENV: 'production', LOG_LEVEL: 'silent' }),
  );
  const sent: Statement[] = [];
  const stopListening = listen((statement) => sent.push(statement));
  try {
    const recorded: FloorTarget[] = [];
    for (const { endpoint: path, params, target } of targets) {
      const endpoint = endpoints.find(({ path: p, method }) => p === path && method === 'GET');
      if (endpoint === undefined) throw new Error(`there is no endpoint GET ${path}`);
      const handler = createHandler(path, { GET: endpoint }, async () => runtime);
      sent.length = 0;
      const request = {
        method: 'GET',
        ...splitTarget(target),
        remoteAddress: null,
        header: () => null,
        body: () => null,
      };
      const { status, body } = await handler(request, params);
      if (status !== 200) throw new Error(`${target} answers ${status}`);
      recorded.push({ target, statements: [...sent], bytes: Buffer.byteLength(String(body)) });
    }
    return recorded;
  } finally {
    stopListening();
    await runtime.database.close();
  }
}

type Query = (...args: unknown[]) => unknown;

/** Tells of every statement on every connection of this process, until called off. */
function listen(tell: (statement: Statement) => void): () => void {
  const prototype = pg.Client.prototype as unknown as { query: Query };
  const { query } = prototype;
  prototype.query = function (this: unknown, ...args: unknown[]) {
    const [first, second] = args as [string | Statement, unknown];
    const {
      name,
      text,
      values = [],
    } = typeof first === 'string' ? { text: first, values: undefined, name: undefined } : first;
    tell({
      ...(name && { name }),
      text,
      values: Array.isArray(second) ? second : values,
    });
    return query.apply(this, args);
  };
  return () => {
    prototype.query = query;
  };
}
