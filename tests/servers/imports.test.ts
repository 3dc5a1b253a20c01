import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import type { Session } from '@/contracts/accounts';
import type { IngestReport } from '@/contracts/ingest';
import { newEmail, newInfoHash, newRecord, PASSWORD } from '../support/api';
import { testFolder, testServer } from '../support/commands';
import { startPostgres } from '../support/postgres';
import { INGEST_KEY, secrets } from '../support/secrets';

test('a long history is taken in where a few torrents have nearly all the files', async () => {
  const postgres = await startPostgres();
  onTestFinished(postgres.stop);
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATABASE_STATEMENT_TIMEOUT_MS: '10000',
    DATA_DIR: testFolder(),
    ...secrets,
    RATE_LIMIT: 'off',
  };
  const { baseUrl } = await testServer(environment);
  const post = async (path: string, json: unknown, headers = {}) => {
    const response = await fetch(baseUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(json),
    });
    expect(response.status).toBeLessThan(300);
    return response.json();
  };

  const infoHash = newInfoHash();
  const torrents = [newRecord({ infoHash }), newRecord(), newRecord()];
  const pushed = (await post(
    '/api/ingest',
    { torrents },
    { 'x-api-key': INGEST_KEY },
  )) as IngestReport;
  const client = new Client(environment.DATABASE_URL);
  await client.connect();
  await client.query(
    `insert into files (id, torrent_id, file_index, file_name, file_size)
     select gen_random_uuid(), id, place, 'a name of a file', 1
     from unnest($1::uuid[]) as id, generate_series(0, 49999) as place`,
    [pushed.results.slice(1).map(({ id }) => id)],
  );
  await client.query('analyze');
  await client.end();

  const credentials = { email: newEmail(), password: PASSWORD };
  const { accessToken } = (await post('/api/auth/sign-up', credentials)) as Session;
  const watchHistory = Array.from({ length: 25_000 }, (_, fileIndex) => ({
    infoHash,
    fileIndex,
    progressPercent: 50,
    watchedAt: '2026-01-01T00:00:00Z',
  }));
  const authorization = `Bearer ${accessToken}`;
  const report = await post('/api/users/me/import', { watchHistory }, { authorization });
  expect(report).toMatchObject({ watchHistory: { created: watchHistory.length, skipped: [] } });
});
