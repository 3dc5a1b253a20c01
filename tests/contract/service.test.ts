import { describe, expect, test } from 'vitest';
import { call, host } from '../support/api';

describe('GET /api/health', () => {
  test('answers with the database', async () => {
    const { status, json, headers } = await call('GET', '/api/health');
    expect(status).toBe(200);
    expect(json).toMatchObject({ status: 'ok', database: { status: 'ok', kind: host.database } });
    expect(headers.get('cache-control')).toBe('no-store');
  });
});
