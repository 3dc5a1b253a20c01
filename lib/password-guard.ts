import { networkOf } from './client-address';
import { type CounterStore, createCounter, refuseWhenExceeded } from './quota';
import { sha256 } from './tokens';

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
   * @param account whatever names it; need not exist
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
export function createPasswordGuard(store: CounterStore | null): PasswordGuard {
  const byPair = createCounter({ name: 'guess', calls: 10, seconds: 15 * MINUTE }, store);
  const byStrangers = createCounter({ name: 'stranger', calls: 100, seconds: HOUR }, store);
  const byNetwork = createCounter({ name: 'newcomer', calls: 2, seconds: DAY }, store);
  const byNetworks = createCounter({ name: 'newcomers', calls: 1_000, seconds: DAY }, store);
  const bySpread = createCounter({ name: 'spread', calls: 100, seconds: HOUR }, store);
  const familiar = createCounter(
    { name: 'familiar', calls: 1, seconds: FAMILIAR_DAYS * DAY },
    store,
  );
  // Hashed, so that the table of counts is no list of addresses.
  const pairOf = (account: string, client: string) => sha256(`${account} ${client}`);
  /** Whether their network has a try left that others cannot have used up. */
  async function isNewcomer(who: string, account: string, client: string): Promise<boolean> {
    const { isExceeded } = await byNetwork.take(pairOf(account, networkOf(client)));
    return !isExceeded && !(await byNetworks.take(who)).isExceeded;
  }
  return {
    async attempt(account, client) {
      const who = sha256(account);
      const pair = pairOf(account, client);
      refuseWhenExceeded(await byPair.take(pair), TOO_MANY);
      const isStranger = !(await familiar.knows(pair));
      const place = sha256(client);
      if (isStranger) {
        refuseWhenExceeded(await bySpread.take(place), TOO_MANY);
        const strangers = await byStrangers.take(who);
        if (strangers.isExceeded && !(await isNewcomer(who, account, client))) {
          refuseWhenExceeded(strangers, TOO_MANY);
        }
      }
      return {
        async succeeded() {
          await byPair.forget(pair);
          await familiar.remember(pair);
          if (!isStranger) return;
          await bySpread.giveBack(place);
          await byStrangers.giveBack(who);
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
