import * as z from 'zod';
import { page, pageQuery, utcTime, uuid } from './common';

/** What an administrator does. */
export const auditActions = [
  'block',
  'unblock',
  'correct-torrent',
  'delete-torrent',
  'change-role',
  'end-sessions',
  'delete-user',
  'create-api-key',
  'revoke-api-key',
] as const;

export const auditEntry = z
  .strictObject({
    id: uuid,
    actorId: uuid.nullable().meta({
      description:
        'Who did it; the account may be gone since. Null: who runs this, at the command line.',
    }),
    action: z.enum(auditActions),
    details: z.record(z.string(), z.unknown()).meta({
      description: 'What was done, and to what.',
      example: { infoHashes: ['b10c'.repeat(10)], reason: 'Notice of the rights holder' },
    }),
    createdAt: utcTime,
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

export const auditPage = z.strictObject(page(auditEntry)).meta({ id: 'AuditPage' });
export type AuditPage = z.infer<typeof auditPage>;

export const listAuditQuery = z.strictObject(pageQuery);
