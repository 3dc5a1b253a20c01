import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import main from '../../src/main';
import { status, worker } from '../support/feeds';

it.each([
  ['POST', '/run'],
  ['GET', '/status'],
  ['POST', '/retry'],
])('%s %s asks for the key', async (method, path) => {
  for (const key of ['', 'a-run-kez', 'a-run-key ']) {
    const answer = await worker.fetch(path, { method, headers: { 'x-api-key': `${key}x` } });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 401, code: 'invalid_api_key' });
  }
  const unset = { ...env, RUN_KEY: '' };
  const request = new Request<unknown, IncomingRequestCfProperties>(`https://worker${path}`, {
    method,
    headers: { 'x-api-key': '' },
  });
  expect((await main.fetch(request, unset, createExecutionContext())).status).toBe(503);
});

it.each([
  ['GET', '/run', 405, 'POST'],
  ['POST', '/status', 405, 'GET'],
  ['DELETE', '/retry', 405, 'POST'],
  ['GET', '/', 404, null],
  ['GET', '/status/', 404, null],
  ['GET', '/toString', 404, null],
])('%s %s is answered with %i', async (method, path, code, allow) => {
  const answer = await worker.fetch(path, { method });
  expect(answer.status).toBe(code);
  expect(answer.headers.get('allow')).toBe(allow);
});

it.each(['?source=nowhere', '?source=', '?sources=one', '?source=one&source=nowhere'])(
  'POST /run%s names what is wrong, and runs nothing',
  async (query) => {
    const answer = await worker.fetch(`/run${query}`, { method: 'POST' });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({
      code: 'validation_failed',
      detail: expect.stringContaining('source'),
    });
  },
);

it('GET /status tells how each source stands, before it ever ran', async () => {
  const { sources, deadLetters } = await status();
  const ids = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
  expect(sources.map(({ id }) => id)).toEqual(ids);
  const none = { found: 0, pushed: 0, created: 0, updated: 0, unchanged: 0 };
  expect(sources[0]).toEqual({
    id: 'one',
    name: 'one',
    lastRun: null,
    total: { ...none, heldBack: 0, rejected: 0, gone: 0, waiting: 0, dead: 0 },
    waitingSince: null,
    heldBackFor: [],
    rejectedFor: [],
    waitingFor: [],
    failing: null,
    deadLetters: 0,
  });
  expect(deadLetters).toEqual({ count: 0, latest: [] });
});

it('its settings never reach those who ask', async () => {
  const answer = await worker.fetch('/status');
  const text = await answer.text();
  for (const secret of [env.INGEST_API_KEY, env.RUN_KEY]) expect(text).not.toContain(secret);
});
