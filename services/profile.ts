import type { Preferences, PreferencesPatch, Profile } from '@/contracts/accounts';
import { deletePreferences, listPreferences, upsertPreferences } from '@/db/repositories/users';
import { AppError } from '@/lib/errors';
import { transaction, type UserContext } from './context';
import { holdAccount, me, toUser } from './users';

/** How many settings one person may keep. */
const PREFERENCES_MAX = 200;

export async function getProfile(ctx: UserContext): Promise<Profile> {
  return { ...toUser(await me(ctx)), preferences: await getPreferences(ctx) };
}

/** Merges `patch` in, null removes; answers the whole. Throws `too_many_preferences`. */
export function patchPreferences(ctx: UserContext, patch: PreferencesPatch): Promise<Preferences> {
  const entries = Object.entries(patch).map(([key, value]) => ({ key, value }));
  const isKept = (entry: (typeof entries)[number]): entry is { key: string; value: string } =>
    entry.value !== null;
  const removed = entries.filter((entry) => !isKept(entry)).map(({ key }) => key);

  return transaction(ctx, async (ctx) => {
    const { userId } = ctx.actor;
    await holdAccount(ctx);
    await deletePreferences(ctx.db, userId, removed);
    await upsertPreferences(ctx.db, userId, entries.filter(isKept));
    const preferences = await getPreferences(ctx);
    if (Object.keys(preferences).length > PREFERENCES_MAX) {
      throw new AppError(
        'too_many_preferences',
        `An account keeps at most ${PREFERENCES_MAX} preferences.`,
      );
    }
    return preferences;
  });
}

async function getPreferences(ctx: UserContext): Promise<Preferences> {
  const rows = await listPreferences(ctx.db, ctx.actor.userId);
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]));
}
