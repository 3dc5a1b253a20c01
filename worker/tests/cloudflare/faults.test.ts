import { env } from 'cloudflare:workers';
import { expect, it, vi } from 'vitest';
import { SourceLedger } from '../../src/main';
import { workerByHand } from '../support/jobs';
import { standIn } from '../support/stand-in';

it('a ledger that cannot be asked is asked again after a while, and not at once', async () => {
  const find = vi.spyOn(SourceLedger.prototype, 'find').mockRejectedValue(new Error('no storage'));
  await env.JOBS.send({ kind: 'item', source: 'one', key: 'a', turn: 1 });
  await expect.poll(() => find.mock.calls, { timeout: 10_000 }).toHaveLength(1);
  await new Promise((resume) => setTimeout(resume, 4_000));
  expect(find).toHaveBeenCalledTimes(1);
});

it('a ledger that cannot be asked stops no source but its own', async () => {
  const server = standIn();
  const item = '<item><rights>MIT</rights><link>a.torrent</link></item>';
  await server.answers('/feed.xml', { body: `<rss><channel>${item}</channel></rss>` });
  const worker = workerByHand(server, 'sick', 'well');
  vi.spyOn(SourceLedger.prototype, 'find').mockRejectedValue(new Error('no storage'));
  const delivered = worker.deliver([
    { kind: 'item', source: 'sick', key: 'a', turn: 1 },
    { kind: 'run', source: 'well' },
  ]);
  await expect(delivered).rejects.toThrow('no storage');
  expect(worker.takeSent()).toContainEqual({
    body: { kind: 'step', source: 'well', step: 1 },
    delaySeconds: 0,
  });
});
