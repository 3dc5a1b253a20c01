/** A message of the queue, and what is to come of it. */
export interface Delivery<Body> {
  job: Body;
  /** How often it was delivered, this time counted. */
  attempts: number;
  done(): void;
  /**
   * It comes again: after twice as long as the last time, and not before so many seconds. The queue
   * gives up what failed too often, and hands it to the dead letters: a short pause must not hurry that.
   *
   * @returns after how many
   */
  later(seconds: number | null): number;
}

const MAX_BACK_OFF_SECONDS = 3_600;

export function deliveryOf<Body>(
  message: Message,
  job: Body,
  retrySeconds: number,
): Delivery<Body> {
  const { attempts } = message;
  return {
    job,
    attempts,
    done: () => message.ack(),
    later(seconds) {
      const backOff = Math.min(retrySeconds * 2 ** (attempts - 1), MAX_BACK_OFF_SECONDS);
      // No more than a day, as nobody is held to more: a queue delays no message longer.
      const delaySeconds = Math.max(seconds ?? 0, backOff);
      message.retry({ delaySeconds });
      return delaySeconds;
    },
  };
}
