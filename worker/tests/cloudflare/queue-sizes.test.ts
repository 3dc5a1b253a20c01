import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { ledgerOf } from '../../src/cloudflare/source-ledger';
import { feedOf, sourceIn, statusWhere, worker } from '../support/feeds';
import { workerByHand } from '../support/jobs';
import { standIn } from '../support/stand-in';

const entry = (name: string, guid: string) => {
  const hash = crypto.randomUUID().replaceAll('-', '').padEnd(40, '0');
  return `<item><title>${name}</title><rights>CC-BY-4.0</rights>${guid}
    <link>magnet:?xt=urn:btih:${hash}&amp;dn=${name}&amp;xl=5${'&amp;tr=udp://t.example.org'.repeat(100)}</link></item>`;
};

it('brings what has long names, which a queue takes few of at a time, or not at all', async () => {
  const items = [
    entry('a magnet link of many trackers', ''),
    entry('too long for any message', `<guid isPermaLink="false">${'x'.repeat(200_000)}</guid>`),
  ];
  for (let n = 0; n < 150; n++) {
    // Of two bytes each: a hundred of them are more than one call may send.
    const guid = `${'\u0436'.repeat(2_000)}${n}`;
    items.push(entry(`film ${n}`, `<guid isPermaLink="false">${guid}</guid>`));
  }
  const body = `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
  await feedOf('eight').server.answers('/feed.xml', { body });
  await worker.fetch('/run?source=eight', { method: 'POST' });
  const now = await statusWhere((status) => {
    const { lastRun, total } = sourceIn(status, 'eight');
    return lastRun?.endedAt != null && total.waiting === 0;
  });
  expect(sourceIn(now, 'eight').total).toMatchObject({ found: 152, created: 152, dead: 0 });
});

it('takes in more than one call to a ledger carries, and tells of what a ledger cannot keep', async () => {
  const magnet = `magnet:?xt=urn:btih:${'a'.repeat(40)}&amp;dn=\u2026${'x'.repeat(1_900)}`;
  const items = Array.from({ length: 4_500 }, (_, n) => `<item><link>${magnet}${n}</link></item>`);
  const tooMuch = `magnet:?xt=urn:btih:${'a'.repeat(40)}&amp;dn=${'x'.repeat(900_000)}`;
  items.push(`<item><rights>CC0</rights><link>${tooMuch}</link></item>`);
  const server = standIn();
  const body = `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
  await server.answers('/feed.xml', { body });
  await workerByHand(server, 'wordy').deliver([{ kind: 'run', source: 'wordy' }]);
  const { total, lastRun, rejectedFor } = await ledgerOf(env, 'wordy').status();
  expect(total).toMatchObject({ found: 4_501, heldBack: 4_500, rejected: 1 });
  const reason = 'its source says more than 100000 characters of it';
  expect(rejectedFor).toEqual([{ reason, count: 1 }]);
  expect(lastRun?.endedAt).not.toBeNull();
});
