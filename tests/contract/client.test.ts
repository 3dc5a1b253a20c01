import { expect, test } from 'vitest';
import { clientOf, ingest, newEmail, newRecord, PASSWORD } from '../support/api';

const api = clientOf();

/** Someone who has just signed up, and how they speak. */
async function newcomer() {
  const { data } = await api.POST('/api/auth/sign-up', {
    body: { email: newEmail(), password: PASSWORD, device: 'a typed client' },
  });
  if (data === undefined) throw new Error('nobody could sign up');
  return { session: data, signedIn: clientOf(data.accessToken) };
}

test('the typed client goes from sign-up to where somebody stopped', async () => {
  const record = newRecord({
    sizeBytes: 30,
    files: [
      { index: 0, name: 'one.mkv', sizeBytes: 10 },
      { index: 1, name: 'two.mkv', sizeBytes: 20 },
    ],
  });
  await ingest(record);
  const { session, signedIn } = await newcomer();

  const found = await api.GET('/api/torrents/search', {
    params: { query: { q: `"${record.name}"`, kind: 'video', limit: 1 } },
  });
  const [torrent] = found.data?.items ?? [];
  expect(torrent).toMatchObject({ infoHash: record.infoHash, name: record.name });
  const id = torrent?.id ?? '';
  const { data: opened } = await api.GET('/api/torrents/{id}', { params: { path: { id } } });
  expect(opened?.files.map(({ name }) => name)).toEqual(['one.mkv', 'two.mkv']);

  const { data: entry } = await signedIn.POST('/api/watch-history', {
    body: { torrentId: id, fileIndex: 1, progressPercent: 40, positionSeconds: 60 },
  });
  expect(entry).toMatchObject({ fileIndex: 1, progressPercent: 40, positionSeconds: 60 });
  const { data: history } = await signedIn.GET('/api/watch-history');
  expect(history?.items).toMatchObject([{ fileIndex: 1, torrent: { id } }]);

  const refreshed = await api.POST('/api/auth/refresh', {
    body: { refreshToken: session.refreshToken },
  });
  expect(refreshed.data?.user.id).toBe(session.user.id);
});

test('the typed client tells a problem as a value, with the field that is wrong', async () => {
  const { data, error, response } = await api.POST('/api/auth/sign-up', {
    body: { email: 'nobody', password: PASSWORD },
  });
  expect(data).toBeUndefined();
  expect(response.status).toBe(400);
  expect(error).toMatchObject({ code: 'validation_failed', errors: [{ path: 'email' }] });

  const { error: unknown } = await api.GET('/api/users/me');
  expect(unknown?.code).toBe('unauthenticated');
});
