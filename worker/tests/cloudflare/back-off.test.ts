import { env } from 'cloudflare:workers';
import { expect, inject, it } from 'vitest';
import { makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import { hostGates } from '../../src/cloudflare/host-gate';
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

it('gives up nothing that was not tried, as its host asked for a pause', async () => {
  const server = standIn();
  const items = Array.from(
    { length: 10 },
    (_, n) => `<item><guid isPermaLink="false">${n}</guid><license>CC-BY-4.0</license>
      <link>${server.url(`/it.torrent?${n}`)}</link></item>`,
  );
  const body = `<rss version="2.0"><channel>${items.join('')}</channel></rss>`;
  await server.answers('/feed.xml', { body });
  await server.answers(
    '/it.torrent',
    { body: makeTorrent({ name: 'rest' }) },
    { status: 429, headers: { 'retry-after': '30' } },
  );
  const worker = workerByHand(server, 'rest');
  await worker.deliver([run('rest')]);
  const jobs = worker.takeSent().flatMap(({ body }) => (isItem(body) ? body : []));
  expect(jobs).toHaveLength(10);
  expect(await worker.deliver(jobs)).toEqual([30]);
  expect(await server.requests('/it.torrent')).toHaveLength(2);
  const anew = worker.takeSent();
  expect(anew).toEqual(jobs.slice(2).map((body) => ({ body, delaySeconds: 30 })));
  // Of what has failed before, the failures are not forgotten.
  expect(await worker.deliver(jobs.slice(1, 2), 5)).toEqual([480]);
  expect(worker.takeSent()).toEqual([]);
  expect(await server.requests('/it.torrent')).toHaveLength(2);
});

it('leaves a host alone for longer each time, as long as it lets nobody in between', async () => {
  const gates = hostGates(env.HOSTS, () => ({ spacingMs: 0, atOnce: 1 }));
  const host = 'tired.example';
  const ask = async () => (await gates.turn(host))();
  for (const [asked, seconds] of [
    [1, 1],
    [1, 2],
    [2, 1],
  ] as const) {
    for (let times = 0; times < asked; times++) await ask();
    await gates.pause(host, 1);
    await expect(ask()).rejects.toMatchObject({ retryAfterSeconds: seconds });
    await new Promise((resume) => setTimeout(resume, seconds * 1000));
  }
});
