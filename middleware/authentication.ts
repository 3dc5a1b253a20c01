import { AppError } from '@/lib/errors';
import { isOneOf } from '@/lib/tokens';
import { notAdministrator } from '@/services/administrators';
import { admitKey, invalidApiKey } from '@/services/api-keys';
import type { Actor, Context } from '@/services/context';
import { authenticate } from '@/services/sessions';
import type { Access, MachineAccess } from './endpoint';
import type { IncomingRequest } from './messages';

/** What the machines of whoever runs this bring; null: none is let in. */
export type MachineSecrets = Readonly<Record<MachineAccess, string | null>>;

/** Who asks, as what is sent shows. Throws what a 401 tells. */
export async function admit(
  access: Access,
  ctx: Context,
  request: IncomingRequest,
  machineSecrets: MachineSecrets,
): Promise<Actor> {
  switch (access) {
    case 'public':
      return ctx.actor;
    case 'ingest-key': {
      const key = request.header('x-api-key');
      if (key === null) throw invalidApiKey();
      return admitKey(ctx, key);
    }
    case 'cron':
    case 'metrics':
      return admitMachine(
        machineSecrets[access],
        bearerToken(request, 'The token of this machine'),
      );
    case 'user':
    case 'admin':
      return authenticate(ctx, bearerToken(request));
  }
}

/** Holds who asks to be one whom the endpoint is for. Throws `forbidden`. */
export function expectRole(access: Access, actor: Actor): void {
  if (access !== 'admin' || (actor.kind === 'user' && actor.role === 'admin')) return;
  throw notAdministrator();
}

/** What may be tried until it is right; null where it is a token of a person. */
export function sentKey(access: Access, request: IncomingRequest): string | null {
  if (access === 'user' || access === 'admin') return null;
  return request.header(access === 'ingest-key' ? 'x-api-key' : 'authorization') ?? '';
}

function admitMachine(secret: string | null, token: string): Actor {
  if (secret !== null && isOneOf(token, [secret])) return { kind: 'operator' };
  throw new AppError('invalid_token', 'The token is not the one that is configured for this.');
}

function bearerToken(request: IncomingRequest, what = 'An access token'): string {
  const header = request.header('authorization');
  if (header === null) {
    throw new AppError('unauthenticated', `${what} is needed: Authorization: Bearer …`);
  }
  // Of any characters, as whoever runs this chooses the secrets of machines.
  const [, token] = /^Bearer +(\S.*)$/i.exec(header) ?? [];
  if (token !== undefined) return token;
  throw new AppError('invalid_token', 'The Authorization header holds no bearer token.');
}
