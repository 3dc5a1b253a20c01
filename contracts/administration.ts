import * as z from 'zod';
import { role, user } from './accounts';
import { count, page, pageQuery, text, utcTime, uuid } from './common';

export const listUsersQuery = z.strictObject({
  q: text(254).optional().meta({
    description: 'A part of the address, in any case.',
    example: 'ada@',
  }),
  role: role.optional(),
  ...pageQuery,
});
export type ListUsersQuery = z.infer<typeof listUsersQuery>;

export const userPage = z.strictObject(page(user)).meta({ id: 'UserPage' });
export type UserPage = z.infer<typeof userPage>;

export const userDetail = user
  .extend({
    sessions: count.meta({ description: 'Devices that are signed in.' }),
    lastSeenAt: utcTime.nullable().meta({
      description: 'When one of them last changed its refresh token; null when none is signed in.',
    }),
    watchEntries: count.meta({ description: 'How long their history is.' }),
  })
  .meta({ id: 'UserDetail' });
export type UserDetail = z.infer<typeof userDetail>;

export const userParams = z.strictObject({ id: uuid });

export const userPatch = z.strictObject({ role }).meta({ id: 'UserPatch' });
export type UserPatch = z.infer<typeof userPatch>;
