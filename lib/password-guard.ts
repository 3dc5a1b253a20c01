import { networkOf } from './client-address';
import { type CounterStore, createCounter, refuseWhenExceeded } from './quota';
import type { Seal } from './seal';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long a client is remembered; a timer can wait for no more than 24.8 days. */
const FAMILIAR_DAYS = 24;

const TOO_MANY = 'Too many wrong passwords. Try again later.';

/** Slows those who guess passwords, and lets nobody lock another one out. */
export interface PasswordGuard {
  /**
   * To be called before a password is looked at, so that guesses made at once count as well.
   * Answers what to call when it was right. Throws `rate_limited`.
   * @param account its id, which says nothing once it is deleted; where there is none, what was typed
   * @param client address of who tries
   */
  attempt(account: string, client: string): Promise<{ succeeded(): Promise<void> }>;
  /** To be called when the password was chosen by who is at the client: what was tried before is over. */
  welcome(account: string, client: string): Promise<void>;
}

export const noPasswordGuard: PasswordGuard = {
  attempt: async () => ({ succeeded: async () => {} }),
  welcome: async () => {},
};

/**
 * One client has ten wrong passwords for an account in a quarter of an hour, and a hundred an hour for all accounts: some
 * try one password on many. Strangers together have a hundred an hour for an account, or three of them would keep out
 * whose it is where they never were: each network has two more a day, while they are not a thousand. Who has been right
 * before is kept out neither by them, nor by what else is tried from their address.
 */
export function createPasswordGuard(store: CounterStore | null, seal: Seal): PasswordGuard {
  const counter = (name: string, calls: number, seconds: number) =>
    createCounter({ name, calls, seconds }, store, seal);
  const byPair = counter('guess', 10, 15 * MINUTE);
  const byStrangers = counter('stranger', 100, HOUR);
  const byNetwork = counter('newcomer', 2, DAY);
  const byNetworks = counter('newcomers', 1_000, DAY);
  const bySpread = counter('spread', 100, HOUR);
  const familiar = counter('familiar', 1, FAMILIAR_DAYS * DAY);
  const pairOf = (account: string, client: string) => `${account} ${client}`;
  /** Whether their network has a try left that others cannot have used up. */
  async function isNewcomer(account: string, client: string): Promise<boolean> {
    const { isExceeded } = await byNetwork.take(pairOf(account, networkOf(client)));
    return !isExceeded && !(await byNetworks.take(account)).isExceeded;
  }
  return {
    async attempt(account, client) {
      const pair = pairOf(account, client);
      refuseWhenExceeded(await byPair.take(pair), TOO_MANY);
      const isStranger = !(await familiar.knows(pair));
      if (isStranger) {
        refuseWhenExceeded(await bySpread.take(client), TOO_MANY);
        const strangers = await byStrangers.take(account);
        if (strangers.isExceeded && !(await isNewcomer(account, client))) {
          refuseWhenExceeded(strangers, TOO_MANY);
        }
      }
      return {
        async succeeded() {
          await byPair.forget(pair);
          await familiar.remember(pair);
          if (!isStranger) return;
          await bySpread.giveBack(client);
          await byStrangers.giveBack(account);
        },
      };
    },
    async welcome(account, client) {
      const pair = pairOf(account, client);
      await byPair.forget(pair);
      await familiar.remember(pair);
    },
  };
}
