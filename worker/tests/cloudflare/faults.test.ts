import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { SourceLedger } from '../../src/main';

it('a ledger that cannot be asked is asked again after a while, and not at once', async () => {
  const find = vi.spyOn(SourceLedger.prototype, 'find').mockRejectedValue(new Error('no storage'));
  await env.JOBS.send({ kind: 'item', source: 'one', key: 'a', turn: 1 });
  await expect.poll(() => find.mock.calls, { timeout: 10_000 }).toHaveLength(1);
  await new Promise((resume) => setTimeout(resume, 4_000));
  expect(find).toHaveBeenCalledTimes(1);
});
