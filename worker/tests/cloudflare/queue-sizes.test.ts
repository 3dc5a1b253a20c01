import { expect, it } from 'vitest';
import { feedOf, sourceIn, statusWhere, worker } from '../support/feeds';

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
