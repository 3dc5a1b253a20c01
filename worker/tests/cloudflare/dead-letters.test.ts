import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it, onTestFinished, vi } from 'vitest';
import main from '../../src/main';
import { status } from '../support/feeds';

it('are kept while the settings are wrong as well, and the newest told first', async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const ids = Array.from({ length: 12 }, (_, n) => `source-${n}`);
  for (const source of ids) {
    vi.advanceTimersByTime(1_000);
    const message = {
      id: source,
      timestamp: new Date(),
      body: { kind: 'run', source },
      attempts: 1,
    };
    const batch = { queue: 'scraper-dead-letters', messages: [message] } as unknown as MessageBatch;
    await main.queue(batch, { ...env, SOURCES: '{' }, createExecutionContext());
  }
  const { count, latest } = (await status()).deadLetters;
  expect(count).toBe(12);
  expect(latest.map(({ source }) => source)).toEqual(ids.slice(2).reverse());
});
