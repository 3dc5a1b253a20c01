/** A longer one is taken for this one: a day, as long as a queue of Cloudflare delays a message. */
export const RETRY_AFTER_MAX_SECONDS = 86_400;

/** Seconds that an answer asks to wait: the header has a number of them, or a date. Null without. */
export function retryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after') ?? '';
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds)
    ? null
    : Math.min(Math.max(0, Math.ceil(seconds)), RETRY_AFTER_MAX_SECONDS);
}
