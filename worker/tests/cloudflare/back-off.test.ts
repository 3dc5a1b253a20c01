import { expect, inject, it, onTestFinished, vi } from 'vitest';
import { makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import type { Job } from '../../src/cloudflare/jobs';
import { workerByHand } from '../support/jobs';
import { standIn } from '../support/stand-in';

const magnets = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const hash = crypto.randomUUID().replaceAll('-', '').padEnd(40, '0');
    return `<item><title>${n}</title><guid isPermaLink="false">${n}</guid><rights>CC-BY-4.0</rights>
      <link>magnet:?xt=urn:btih:${hash}&amp;dn=${n}&amp;xl=5</link></item>`;
  });

/** A feed, and a catalogue that is well and takes nothing: it asks for two seconds of patience. */
async function busyCatalogue(items: string[]) {
  const server = standIn();
  const body = `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
  await server.answers('/feed.xml', { body });
  await server.answers('/api/health', { body: '{}' });
  await server.answers('/api/ingest', { status: 503, headers: { 'retry-after': '2' } });
  return server;
}

const run = (source: string): Job => ({ kind: 'run', source });
const isItem = ({ kind }: Job) => kind === 'item';

it('is patient for six hours, also when a short pause was asked for', async () => {
  const server = await busyCatalogue(magnets(1));
  const worker = workerByHand(server, 'patient');
  worker.bindings.BACKEND_URL = server.url();
  await worker.deliver([run('patient')]);
  const items = worker.takeSent().flatMap(({ body }) => (isItem(body) ? body : []));
  expect(items).toHaveLength(1);
  let seconds = 0;
  for (let attempts = 1; attempts <= 12; attempts++) {
    const [delay = 0] = await worker.deliver(items, attempts);
    seconds += delay;
  }
  expect(seconds).toBe(21_810);
});

it.each([
  [600, 600],
  [200_000, 86_400],
])(
  'comes again after the %i s that were asked for, as far as a queue can wait',
  async (asked, delay) => {
    const server = await busyCatalogue(magnets(1));
    const headers = { 'retry-after': `${asked}` };
    await server.answers('/api/health', { status: 503, headers });
    const worker = workerByHand(server, `asked-${asked}`);
    worker.bindings.BACKEND_URL = server.url();
    expect(await worker.deliver([run(`asked-${asked}`)])).toEqual([delay]);
  },
);

it('brings alone what failed often, which may be what ends the others', async () => {
  const server = await busyCatalogue(magnets(3));
  const worker = workerByHand(server, 'poisoned');
  worker.bindings.BACKEND_URL = server.url();
  await worker.deliver([run('poisoned')]);
  const items = worker.takeSent().flatMap(({ body }) => (isItem(body) ? body : []));
  const batches = async () => (await server.requests('/api/ingest')).length;
  await worker.deliver(items, 3);
  expect(await batches()).toBe(1);
  await worker.deliver(items, 4);
  expect(await batches()).toBe(1 + 3);
});

it('has no more than 500 items on their way, with those that come again later', async () => {
  const server = await busyCatalogue(magnets(600));
  const worker = workerByHand(server, 'many');
  worker.bindings.BACKEND_URL = server.url();
  const deliverItems = async (bodies: Job[], attempts: number) => {
    const items = bodies.filter(isItem);
    for (let start = 0; start < items.length; start += 100) {
      await worker.deliver(items.slice(start, start + 100), attempts);
    }
    return items.length;
  };
  await worker.deliver([run('many')]);
  const first = worker.takeSent().map(({ body }) => body);
  expect(await deliverItems(first, 1)).toBe(500);
  const step = (number: number): Job => ({ kind: 'step', source: 'many', step: number });
  expect(first).toContainEqual(step(1));
  // The next step is looked forward to, and not again and again.
  await worker.deliver([step(1)]);
  const next = worker.takeSent();
  expect(next.filter(({ body }) => isItem(body))).toHaveLength(0);
  expect(next).toEqual([{ body: step(2), delaySeconds: 30 }]);

  worker.bindings.BACKEND_URL = inject('backend').url;
  await deliverItems(first, 2);
  await worker.deliver([step(2)]);
  const rest = worker.takeSent().map(({ body }) => body);
  expect(rest.filter(isItem)).toHaveLength(100);
  expect(rest).toContainEqual(step(3));
});

/** A feed of ten torrent files, each at a path that begins so. */
async function tenFiles(server: ReturnType<typeof standIn>) {
  const items = Array.from(
    { length: 10 },
    (_, n) => `<item><guid isPermaLink="false">${n}</guid><license>CC-BY-4.0</license>
      <link>${server.url(`/it.torrent?${n}`)}</link></item>`,
  );
  const body = `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
  await server.answers('/feed.xml', { body });
}

it('fetches nothing while there is no catalogue to bring it to', async () => {
  const server = standIn();
  await tenFiles(server);
  const worker = workerByHand(server, 'in-vain');
  await worker.deliver([run('in-vain')]);
  const jobs = worker.takeSent().flatMap(({ body }) => (isItem(body) ? body : []));
  await server.answers('/api/health', { status: 503, headers: { 'retry-after': '45' } });
  worker.bindings.BACKEND_URL = server.url();
  expect(await worker.deliver(jobs)).toEqual(Array(10).fill(45));
  expect(await server.requests('/it.torrent')).toEqual([]);
});

it('gives up nothing that was not tried, as its host asked for a pause', async () => {
  const server = standIn();
  await tenFiles(server);
  await server.answers(
    '/it.torrent',
    { body: makeTorrent({ name: 'rest' }) },
    { status: 429, headers: { 'retry-after': '45' } },
  );
  const worker = workerByHand(server, 'rest');
  await worker.deliver([run('rest')]);
  const jobs = worker.takeSent().flatMap(({ body }) => (isItem(body) ? body : []));
  expect(jobs).toHaveLength(10);
  expect(await worker.deliver(jobs)).toEqual([45]);
  expect(await server.requests('/it.torrent')).toHaveLength(2);
  const anew = worker.takeSent();
  expect(anew).toEqual(jobs.slice(2).map((body) => ({ body, delaySeconds: 45 })));
  // Of what has failed before, the failures are not forgotten.
  expect(await worker.deliver(jobs.slice(1, 2), 5)).toEqual([480]);
  expect(worker.takeSent()).toEqual([]);
  expect(await server.requests('/it.torrent')).toHaveLength(2);
});

// The last one here: it puts the clock forward by which the host has its turns and pauses.
it('begins nothing that there is no time left for, and gives none of it up', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  onTestFinished(() => void vi.useRealTimers());
  const server = standIn();
  await tenFiles(server);
  await server.answers('/it.torrent', { body: makeTorrent({ name: 'slow' }), delayMs: 500 });
  const worker = workerByHand(server, 'slow');
  await worker.deliver([run('slow')]);
  const jobs = worker.takeSent().flatMap(({ body }) => (isItem(body) ? body : []));
  const delivered = worker.deliver(jobs);
  await expect.poll(() => server.requests('/it.torrent')).not.toEqual([]);
  vi.advanceTimersByTime(11 * 60_000);
  expect(await delivered).toEqual([]);
  const begun = (await server.requests('/it.torrent')).length;
  expect(begun).toBeLessThan(10);
  const anew = worker.takeSent();
  expect(anew).toEqual(jobs.slice(begun).map((body) => ({ body, delaySeconds: 30 })));
});
