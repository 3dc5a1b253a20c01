import { describe, expect, it } from 'vitest';
import { hashOf, makeInfo, makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import { academicTorrents } from '../../src/sources/academic-torrents';
import { runSource } from '../support/run';
import { standIn } from '../support/stand-in';

const HASH = hashOf('sha1', makeInfo());
const settingsOf = (server: ReturnType<typeof standIn>, changes: object = {}) => ({
  id: 'academic',
  name: 'Academic Torrents',
  kind: 'academic-torrents',
  baseUrl: server.url(),
  ...changes,
});

const item = (infoHash: string, category = 'Dataset') =>
  `<item><title>Measurements</title><category>${category}</category><infohash>${infoHash}</infohash>
    <guid>https://academictorrents.com/details/${infoHash}</guid><size>3</size>
    <license>http://creativecommons.org/licenses/by/4.0/</license></item>\n`;
const database = (items: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>${items}</channel></rss>`;

async function zipped(text: string) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const many = Array.from({ length: 1_234 }, (_, n) => item(n.toString(16).padStart(40, '0'))).join(
  '',
);

describe('the database', () => {
  it.each([
    ['plain', async () => database(many)],
    ['packed', () => zipped(database(many))],
  ])('is read to its end: %s', async (_name, body) => {
    const server = standIn();
    await server.answers('/database.xml', { body: await body(), headers: { etag: '"1"' } });
    const { items, checkpoint } = await runSource(academicTorrents, settingsOf(server), server);
    expect(new Set(items.map(({ key }) => key)).size).toBe(1_234);
    const again = await runSource(academicTorrents, settingsOf(server), server, { checkpoint });
    expect(again.items).toHaveLength(0);
  });

  it('is read for the categories that configuration names', async () => {
    const server = standIn();
    const body = database(item(HASH) + item('0'.repeat(40), 'Paper') + item('no hash'));
    await server.answers('/database.xml', { body });
    const settings = settingsOf(server, { categories: ['Dataset'] });
    const { items } = await runSource(academicTorrents, settings, server);
    expect(items.map(({ key }) => key)).toEqual([HASH]);
  });

  it('that is cut off may be had later', async () => {
    const server = standIn();
    const packed = await zipped(database(many));
    await server.answers('/database.xml', { body: packed.subarray(0, packed.length / 2) });
    const cut = runSource(academicTorrents, settingsOf(server), server);
    await expect(cut).rejects.toMatchObject({ retry: true });
    await server.answers('/database.xml', { body: packed.subarray(0, -100), ending: 'cut' });
    const half = runSource(academicTorrents, settingsOf(server), server);
    await expect(half).rejects.toMatchObject({ retry: true });
    await server.answers('/database.xml', { body: database(many), ending: 'cut' });
    const broken = runSource(academicTorrents, settingsOf(server), server);
    await expect(broken).rejects.toMatchObject({ retry: true });
  });
});

describe('an item', () => {
  it('takes one request, and must be what the database said', async () => {
    const server = standIn();
    const other = 'f'.repeat(40);
    await server.answers('/database.xml', { body: database(item(HASH) + item(other)) });
    await server.answers(`/download/${HASH}.torrent`, { body: makeTorrent() });
    await server.answers(`/download/${other}.torrent`, { body: makeTorrent() });
    const { items, resolve } = await runSource(academicTorrents, settingsOf(server), server);
    const [one, wrong] = items;
    expect(one && (await resolve(one))).toMatchObject({
      record: { infoHash: HASH, name: 'Measurements', sourceUrl: server.url(`/details/${HASH}`) },
      licenceHints: ['http://creativecommons.org/licenses/by/4.0/'],
    });
    expect(await server.requests('/download')).toHaveLength(1);
    await expect(wrong && resolve(wrong)).rejects.toMatchObject({ retry: false });
  });
});
