import { expect, it } from 'vitest';
import { openSource, sourceSettings } from '../../src/sources/index';
import { webTo } from '../support/run';
import { standIn } from '../support/stand-in';

const list = { id: 'films', name: 'Open films', kind: 'torrent-list' };

it('opens a source by what its settings say it is', async () => {
  const settings = sourceSettings.parse({ ...list, torrents: ['https://example.org/a.torrent'] });
  const keys: string[] = [];
  const step = await openSource(settings, webTo(standIn())).discover({
    position: null,
    checkpoint: null,
    since: null,
    emit: async (items) => {
      keys.push(...items.map(({ key }) => key));
    },
  });
  expect(keys).toEqual(['https://example.org/a.torrent']);
  expect(step.next).toBeNull();
});

it.each([
  [{ ...list, torrents: [] }, 'torrents'],
  [{ ...list, torrents: ['file:///etc/passwd'] }, 'torrents'],
  [{ ...list, id: 'Not so', torrents: ['https://example.org/a.torrent'] }, 'id'],
  [{ id: 'a', name: 'A', kind: 'feed', url: 'https://example.org/', extra: 1 }, 'extra'],
  [{ id: 'a', name: 'A', kind: 'torznab', url: 'https://example.org/' }, 'apiKey'],
  [{ id: 'a', name: 'A', kind: 'rumour' }, 'kind'],
])('names the setting at fault: %o', (settings, field) => {
  expect(() => sourceSettings.parse(settings)).toThrow(field);
});

it('takes the public sites where settings name no other', () => {
  const of = (kind: string) => sourceSettings.parse({ id: 'a', name: 'A', kind });
  expect(of('internet-archive')).toMatchObject({ baseUrl: 'https://archive.org' });
  expect(of('academic-torrents')).toMatchObject({ baseUrl: 'https://academictorrents.com' });
});
