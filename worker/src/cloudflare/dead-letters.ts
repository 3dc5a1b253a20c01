import { DurableObject } from 'cloudflare:workers';
import { ConfigurationError } from '../config';
import type { Environment } from './environment';
import { type ItemJob, job, sendAll } from './jobs';
import { openScraper } from './scraper';
import { ledgerOf, NO_WORD } from './source-ledger';
import type { DeadLetterStatus, Letter } from './status';

interface Letters {
  keep(letters: Letter[]): Promise<void>;
  oldest(limit: number): Promise<{ id: string; body: unknown }[]>;
  remove(ids: string[]): Promise<void>;
  status(): Promise<DeadLetterStatus>;
}

const letters = ({ LETTERS }: Environment) => LETTERS.getByName('letters') as unknown as Letters;

/** What the dead-letter queue brought: a queue can neither be counted nor be read by a Worker. */
export class DeadLetters extends DurableObject<Environment> implements Letters {
  readonly #sql: SqlStorage;

  constructor(ctx: DurableObjectState, env: Environment) {
    super(ctx, env);
    this.#sql = ctx.storage.sql;
    this.#sql.exec(`
      CREATE TABLE IF NOT EXISTS letters (
        -- the message itself, so that one that comes twice is one
        body TEXT PRIMARY KEY,
        source TEXT,
        reason TEXT NOT NULL,
        died_at INTEGER NOT NULL
      );
      CREATE INDEX IF NOT EXISTS letters_died_at ON letters (died_at);
    `);
  }

  async keep(found: Letter[]) {
    for (const { body, source, reason } of found) {
      this.#sql.exec(
        'INSERT OR REPLACE INTO letters (body, source, reason, died_at) VALUES (?, ?, ?, ?)',
        JSON.stringify(body) ?? 'null',
        source,
        reason,
        Date.now(),
      );
    }
  }

  async oldest(limit: number) {
    const rows = this.#sql.exec('SELECT body FROM letters ORDER BY died_at LIMIT ?', limit);
    return [...rows].map(({ body }) => ({ id: String(body), body: JSON.parse(String(body)) }));
  }

  async remove(ids: string[]) {
    for (const id of ids) this.#sql.exec('DELETE FROM letters WHERE body = ?', id);
  }

  async status(): Promise<DeadLetterStatus> {
    const counts = [
      ...this.#sql.exec('SELECT source, count(*) AS n FROM letters GROUP BY source'),
    ].map(({ source, n }) => [String(source ?? ''), Number(n)] as const);
    const latest = this.#sql.exec('SELECT * FROM letters ORDER BY died_at DESC LIMIT 10');
    return {
      count: counts.reduce((sum, [, n]) => sum + n, 0),
      bySource: Object.fromEntries(counts),
      latest: [...latest].map(({ body, source, reason, died_at }) => ({
        body: JSON.parse(String(body)),
        source: source === null ? null : String(source),
        reason: String(reason),
        diedAt: new Date(Number(died_at)).toISOString(),
      })),
    };
  }
}

export const statusOfDeadLetters = (env: Environment) => letters(env).status();

/** Keeps what was given up, with the reason; what needs no more is let go. */
export async function keepDeadLetters(env: Environment, bodies: readonly unknown[]) {
  const isConfigured = configured(env);
  const found: Letter[] = [];
  for (const body of bodies) {
    const reason = await reasonOf(env, isConfigured, body);
    const source = job.safeParse(body).data?.source ?? null;
    if (reason !== null) found.push({ body, source, reason });
  }
  await letters(env).keep(found);
}

/** Which sources there are; all that are named while the configuration cannot be read. */
function configured(env: Environment): (source: string) => boolean {
  try {
    const { origins } = openScraper(env);
    return (source) => origins.has(source);
  } catch (error) {
    if (error instanceof ConfigurationError) return () => true;
    throw error;
  }
}

async function reasonOf(
  env: Environment,
  isConfigured: (source: string) => boolean,
  body: unknown,
): Promise<string | null> {
  const { data } = job.safeParse(body);
  if (data === undefined) return 'the message is none of ours';
  if (!isConfigured(data.source)) return `no source ${data.source} is configured`;
  const ledger = ledgerOf(env, data.source);
  if (data.kind === 'item') return ledger.giveUp(data);
  return (await ledger.failure()) ?? NO_WORD;
}

const SENT_AT_ONCE = 100;

/** Sends all of them on their way again; answers how many. */
export async function retryDeadLetters(env: Environment): Promise<number> {
  const kept = letters(env);
  const { count } = await kept.status();
  let sent = 0;
  while (sent < count) {
    const part = await kept.oldest(Math.min(SENT_AT_ONCE, count - sent));
    if (part.length === 0) break;
    await sendAll(
      env.JOBS,
      part.map(({ body }) => body),
    );
    await reviveItems(env, part);
    await kept.remove(part.map(({ id }) => id));
    sent += part.length;
  }
  return sent;
}

async function reviveItems(env: Environment, part: { body: unknown }[]) {
  const jobs = part.map(({ body }) => job.safeParse(body).data);
  const items = jobs.filter((one): one is ItemJob => one?.kind === 'item');
  for (const [source, own] of Map.groupBy(items, ({ source }) => source)) {
    await ledgerOf(env, source).revive(own);
  }
}
