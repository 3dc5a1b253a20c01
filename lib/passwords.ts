import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import pLimit from 'p-limit';
import { AppError } from './errors';

/** OWASP's parameters for Argon2id, which is the library's default: 19 MiB, two passes, one lane. */
const parameters = {
  memoryCost: 19 * 1024,
  timeCost: 2,
  parallelism: 1,
} as const;

/** Hashes at a time: each holds 19 MiB and one core. Half of the cores are for everything else. */
const CONCURRENCY = Math.max(1, Math.floor(availableParallelism() / 2));
/** Callers that may wait for a turn; beyond it a burst is told to come back. */
const QUEUE_MAX = 250;

/** A hash of no password anyone has, so that an unknown address costs what a known one does. */
const NOBODY =
  '$argon2id$v=19$m=19456,t=2,p=1$qyB6hfGdc/9PDgY6SGk8Tg$BDdc/vyutrnynm+Uktw4pRUqPGmLKNDWsZrTaQ6ghhw';

export interface Passwords {
  /** The hash in PHC form. Throws `overloaded`. */
  hash(password: string): Promise<string>;
  /** Takes the same time when there is no hash to compare with. Throws `overloaded`. */
  verify(stored: string | null, password: string): Promise<boolean>;
}

/** Characters that look the same are the same, whatever keyboard they came from (NIST 800-63B). */
const normalize = (password: string) => password.normalize('NFKC');

export function createPasswords(): Passwords {
  const limit = pLimit(CONCURRENCY);
  const inTurn = <T>(work: () => Promise<T>) => {
    if (limit.pendingCount >= QUEUE_MAX) {
      throw new AppError('overloaded', 'Too many sign-ins at once. Try again in a moment.');
    }
    return limit(work);
  };
  return {
    hash: async (password) => inTurn(() => hash(normalize(password), parameters)),
    async verify(stored, password) {
      const matches = await inTurn(() => verify(stored ?? NOBODY, normalize(password)));
      return matches && stored !== null;
    },
  };
}
