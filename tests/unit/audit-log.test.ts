import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '@/db/database';
import { openPglite } from '@/db/pglite';
import { insertAudit, listAudit } from '@/db/repositories/audit-log';

const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-audit-'));
let database: OpenDatabase;
beforeAll(async () => {
  database = await openPglite(folder);
  await database.migrate();
});
afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true, force: true });
});

const actorId = '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11';

test.each([
  ['changed', sql`update audit_log set action = 'unblock'`],
  ['deleted', sql`delete from audit_log`],
  ['cleared away', sql`truncate audit_log`],
])('what is in the audit log cannot be %s, whoever has the database', async (_how, statement) => {
  await insertAudit(database.db, { actorId, action: 'block', details: {} });
  const before = await listAudit(database.db, 100, null);
  await expect(database.db.execute(statement)).rejects.toThrow();
  expect(await listAudit(database.db, 100, null)).toEqual(before);
});
