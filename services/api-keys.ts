import type { ApiKeyPage, CreateApiKeyBody, NewApiKey } from '@/contracts/api-keys';
import {
  type ApiKeyRow,
  deleteApiKey,
  findApiKeyByHash,
  insertApiKey,
  listApiKeys,
  lockApiKey,
  lockApiKeys,
  touchApiKey,
} from '@/db/repositories/api-keys';
import { cursorFormat, type PageRequest, readByTime, timeAndId } from '@/lib/cursors';
import { AppError } from '@/lib/errors';
import { isOneOf, randomToken, sha256 } from '@/lib/tokens';
import { audit } from './audit-log';
import { type Actor, type Context, notFound, transaction, type UserContext } from './context';

/** What our own keys begin with, so that scanners for leaked secrets can know them. */
const PREFIX = 'ingest_';
const shape = new RegExp(`^${PREFIX}[\\w-]{43}$`);

/** Milliseconds in which a key's use is noted once: a busy one would write its row each time. */
const NOTED_EVERY_MS = 60_000;

/** Makes a key for ingest; this is the only time that it is told. */
export function createApiKey(ctx: UserContext, { name }: CreateApiKeyBody): Promise<NewApiKey> {
  const key = PREFIX + randomToken();
  return transaction(ctx, async (ctx) => {
    const row = await insertApiKey(ctx.db, { name, keyHash: sha256(key) });
    await audit(ctx, 'create-api-key', { id: row.id, name });
    return { ...toApiKey(row), key };
  });
}

const keysCursor = cursorFormat('api-keys', timeAndId);

/** The keys that were made and not revoked, newest first; without those of the environment. */
export async function listKeys(ctx: UserContext, page: PageRequest): Promise<ApiKeyPage> {
  const { rows, nextCursor } = await readByTime(
    keysCursor,
    page,
    (limit, after) => listApiKeys(ctx.db, limit, after),
    ({ createdAt, id }) => ({ time: createdAt, id }),
  );
  return { items: rows.map(toApiKey), nextCursor };
}

/** From now on nobody is let in with it. Throws `not_found`. */
export function revokeApiKey(ctx: UserContext, id: string): Promise<void> {
  return transaction(ctx, async (ctx) => {
    await lockApiKeys(ctx.db);
    const name = await deleteApiKey(ctx.db, id);
    if (name === undefined) throw notFound('key');
    await audit(ctx, 'revoke-api-key', { id, name });
  });
}

/**
 * Whose key it is: one of the environment, or one that was made, of which the use is noted. Throws
 * `invalid_api_key`.
 */
export async function admitKey(ctx: Context, key: string): Promise<Actor> {
  if (isOneOf(key, ctx.ingestApiKeys)) return { kind: 'ingester', keyId: null };
  const row = shape.test(key) ? await findApiKeyByHash(ctx.db, sha256(key)) : undefined;
  if (row === undefined) throw invalidApiKey();
  const now = ctx.now();
  if (now.getTime() - (row.lastUsedAt?.getTime() ?? 0) >= NOTED_EVERY_MS) {
    await touchApiKey(ctx.db, row.id, now);
  }
  return { kind: 'ingester', keyId: row.id };
}

/**
 * Keeps the key of who asks from being revoked until the transaction ends: what comes in may take hours,
 * and its key may have gone since. Throws `invalid_api_key`.
 */
export async function holdKey({ actor, db }: Context): Promise<void> {
  if (actor.kind !== 'ingester' || actor.keyId === null) return;
  if (!(await lockApiKey(db, actor.keyId))) throw invalidApiKey();
}

export const invalidApiKey = () =>
  new AppError('invalid_api_key', 'A valid key is needed in the X-API-Key header.');

const toApiKey = ({ id, name, createdAt, lastUsedAt }: ApiKeyRow) => ({
  id,
  name,
  createdAt: createdAt.toISOString(),
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
});
