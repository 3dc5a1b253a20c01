import { expect, it } from 'vitest';
import { makeTorrent } from '../../../tests/unit/bittorrent/torrent-maker';
import { torrentList } from '../../src/sources/torrent-list';
import { runSource } from '../support/run';
import { standIn } from '../support/stand-in';

const settingsOf = (torrents: unknown[]) => ({
  id: 'films',
  name: 'Open films',
  kind: 'torrent-list',
  torrents,
});

it('takes each torrent with what configuration says of it', async () => {
  const server = standIn();
  await server.answers('/one.torrent', { body: makeTorrent() });
  const about = {
    page: 'https://example.org/one',
    poster: 'https://example.org/one.jpg',
    licence: 'CC BY 3.0',
  };
  const list = [{ url: server.url('/one.torrent'), ...about }, server.url('/gone.torrent')];
  const { items, checkpoint, resolve } = await runSource(torrentList, settingsOf(list), server);
  expect(items.map(({ key }) => key)).toEqual([
    server.url('/one.torrent'),
    server.url('/gone.torrent'),
  ]);
  expect(checkpoint).toBeNull();
  const [one, gone] = await Promise.all(items.map(resolve));
  expect(one).toMatchObject({
    record: { name: 'one.txt', sourceUrl: about.page, posterUrl: about.poster },
    licenceHints: ['CC BY 3.0'],
  });
  expect(gone).toBeNull();
});

it('gives a torrent another version when what is said of it changes', async () => {
  const versionWith = async (licence: string) => {
    const list = [{ url: 'https://example.org/one.torrent', licence }];
    return (await runSource(torrentList, settingsOf(list), standIn())).items[0]?.version;
  };
  expect(await versionWith('MIT')).toBe(await versionWith('MIT'));
  expect(await versionWith('MIT')).not.toBe(await versionWith('ISC'));
});
