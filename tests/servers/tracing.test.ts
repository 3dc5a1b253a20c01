import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { newEmail, PASSWORD } from '../support/api';
import { ask } from '../support/calls';
import { startCollector } from '../support/collector';
import { linesOf, testFolder } from '../support/commands';
import { eventually } from '../support/eventually';
import { freePort } from '../support/ports';
import { type PostgresServer, startPostgres } from '../support/postgres';
import { secrets } from '../support/secrets';
import { type Host, startServer } from '../support/server';

let postgres: PostgresServer;
beforeAll(async () => {
  postgres = await startPostgres();
  return postgres.stop;
});

async function tracedServer(host: Host, variables: Record<string, string>) {
  const environment = {
    DATABASE_URL: await postgres.createMigratedDatabase(),
    DATA_DIR: testFolder(),
    ...secrets,
    ...variables,
  };
  const server = await startServer(host, environment);
  onTestFinished(server.stop);
  return server;
}

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';
const CALLER = '00f067aa0ba902b7';
const traceparent = `00-${TRACE}-${CALLER}-01`;

test.each(['node', 'next'] as const)('%s tells what a request took its time for', async (host) => {
  const { endpoint, spans, resources } = await startCollector();
  const server = await tracedServer(host, {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_SERVICE_NAME: 'films',
  });
  const email = newEmail();
  const reply = await ask(server, {
    method: 'POST',
    path: '/api/auth/sign-up?',
    headers: { traceparent, 'x-request-id': 'of-this-test' },
    json: { email, password: PASSWORD },
  });
  expect(reply.status).toBe(201);
  const find = () => spans.find(({ name }) => name === 'POST /api/auth/sign-up');
  await eventually(() => expect(find()).toBeDefined());

  const request = find();
  expect(request).toMatchObject({
    traceId: TRACE,
    parentSpanId: CALLER,
    kind: 2,
    attributes: {
      'http.request.method': 'POST',
      'http.route': '/api/auth/sign-up',
      'http.response.status_code': 201,
      'http.response.header.x-request-id': ['of-this-test'],
    },
  });
  const statements = spans.filter(({ parentSpanId }) => parentSpanId === request?.spanId);
  expect(statements.map(({ name }) => name)).toEqual(expect.arrayContaining(['SELECT', 'INSERT']));
  for (const { traceId, kind, attributes, ...span } of statements) {
    expect({ traceId, kind }).toEqual({ traceId: TRACE, kind: 3 });
    expect(attributes['db.system.name']).toBe('postgresql');
    expect(BigInt(span.startTimeUnixNano)).toBeGreaterThanOrEqual(
      BigInt(request?.startTimeUnixNano ?? 0),
    );
  }
  // What is mailed may go on after the answer.
  const inserted = statements.find(({ attributes }) =>
    /^insert into "users".*\$1/.test(String(attributes['db.query.text'])),
  );
  expect(inserted).toBeDefined();
  expect(BigInt(inserted?.endTimeUnixNano ?? 0)).toBeLessThanOrEqual(
    BigInt(request?.endTimeUnixNano ?? 0),
  );
  expect(resources[0]).toMatchObject({ 'service.name': 'films' });
  expect(JSON.stringify(spans)).not.toContain(email);
  const line = linesOf(server.output()).find((line) => line.includes('of-this-test'));
  expect(JSON.parse(line ?? '{}')).toMatchObject({ traceId: TRACE });
});

test('a request that fails is told of as such, and one that was kept as well', async () => {
  const { endpoint, spans } = await startCollector();
  const server = await tracedServer('node', { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint });
  for (let turn = 0; turn < 2; turn++) await ask(server, { path: '/api/torrents/latest' });
  const json = { email: newEmail(), password: PASSWORD };
  const { json: session } = await ask(server, { method: 'POST', path: '/api/auth/sign-up', json });
  const headers = { authorization: `Bearer ${session.accessToken}` };
  await postgres.halt();
  onTestFinished(postgres.resume);
  await eventually(async () => {
    expect((await ask(server, { path: '/api/health' })).status).toBe(503);
  });
  await ask(server, { path: '/api/watch-history', headers });
  await server.stop();
  expect(spans).toContainEqual(
    expect.objectContaining({ name: 'GET /api/health', status: { code: 2 } }),
  );
  const history = spans.find(({ name }) => name === 'GET /api/watch-history');
  expect(history?.status).toEqual({ code: 2 });
  // With the statement that failed.
  expect(spans.map(({ parentSpanId }) => parentSpanId)).toContain(history?.spanId);
  const latest = spans.filter(({ name }) => name === 'GET /api/torrents/latest');
  expect(latest.map(({ attributes }) => attributes['torrent_streamer.cache'])).toEqual([
    'miss',
    'hit',
  ]);
});

test('a share of the traces is kept, whatever callers say of theirs', async () => {
  const { endpoint, spans } = await startCollector();
  const server = await tracedServer('node', {
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_TRACES_SAMPLER_ARG: '0',
  });
  await ask(server, { path: '/api/torrents/latest', headers: { traceparent } });
  await server.stop();
  expect(spans).toEqual([]);
});

test('a collector that is gone costs no request, and does not hold up the end', async () => {
  const server = await tracedServer('node', {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${await freePort()}`,
  });
  for (let call = 0; call < 50; call++) {
    expect((await ask(server, { path: '/api/torrents/latest' })).status).toBe(200);
  }
  await server.stop();
  expect(server.process.exitCode).toBe(0);
});
