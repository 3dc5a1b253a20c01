import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createWeb, type WebSettings } from '../../src/web/create-web';
import { createLimiter } from '../../src/web/limiter';
import { Gone, SourceError } from '../../src/web/web';
import { type Answer, standIn } from '../support/stand-in';

const options = { accept: 'application/xml', maxBytes: 1_000_000 };

function makeWeb(server: ReturnType<typeof standIn>, settings: Partial<WebSettings> = {}) {
  return createWeb({
    contact: 'mailto:scraper@example.org',
    allowedHosts: [server.host],
    limiter: createLimiter(() => ({ spacingMs: 0, atOnce: 100 })),
    timeouts: { requestMs: 5_000, idleMs: 5_000 },
    ...settings,
  });
}

const oneAtATime = () => createLimiter(() => ({ spacingMs: 0, atOnce: 1 }));

async function failureOf(promise: Promise<unknown>): Promise<SourceError> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SourceError);
  return error as SourceError;
}

async function failureAt(answer: Answer, settings?: Partial<WebSettings>) {
  const server = standIn();
  await server.answers('/it', answer);
  return failureOf(makeWeb(server, settings).get(server.url('/it?apikey=secret'), options));
}

describe('an answer', () => {
  it('comes whole, with its validators, to whoever says who he is', async () => {
    const server = standIn();
    const headers = { etag: '"1"', 'last-modified': 'Sat, 01 Aug 2026 10:00:00 GMT' };
    await server.answers('/it', { body: '<a/>', headers });
    const page = await makeWeb(server).get(server.url('/it'), options);
    expect(page).toMatchObject({
      state: 'ok',
      url: server.url('/it'),
      validators: { etag: '"1"', lastModified: headers['last-modified'] },
    });
    expect(page.state === 'ok' && new TextDecoder().decode(page.bytes)).toBe('<a/>');
    const [request] = await server.requests();
    expect(request?.headers['user-agent']).toBe(
      'torrent-streamer/0.1 (+mailto:scraper@example.org)',
    );
  });

  it('is asked for by a contact of any letters', async () => {
    const server = standIn();
    const web = makeWeb(server, { contact: 'https://例え.jp/žluťoučký\n🎬' });
    await web.get(server.url('/it'), options).catch(() => {});
    const [request] = await server.requests();
    const written = encodeURI('https://例え.jp/žluťoučký\n🎬');
    expect(request?.headers['user-agent']).toBe(`torrent-streamer/0.1 (+${written})`);
  });

  it('that has not changed is not sent again', async () => {
    const server = standIn();
    await server.answers('/it', { body: '<a/>', headers: { etag: '"1"' } });
    const validators = { etag: '"1"', lastModified: null };
    const web = makeWeb(server, { limiter: oneAtATime() });
    for (let times = 0; times < 2; times++) {
      const page = await web.get(server.url('/it'), { ...options, validators });
      expect(page).toEqual({ state: 'not-modified' });
    }
  });

  it('may be read as it comes', async () => {
    const server = standIn();
    await server.answers('/it', { body: 'x'.repeat(300_000) });
    const web = makeWeb(server, { limiter: oneAtATime() });
    const left = await web.stream(server.url('/it'), options);
    if (left.state === 'ok') await left.body.cancel();
    const page = await web.stream(server.url('/it'), options);
    expect(page.state === 'ok' && (await new Response(page.body).text()).length).toBe(300_000);
  });
});

describe('a fault', () => {
  it.each([
    [{ status: 304 }, false, null],
    [{ status: 404 }, false, null],
    [{ status: 410 }, false, null],
    [{ status: 403 }, false, null],
    [{ status: 500 }, true, null],
    [{ status: 408 }, true, null],
    [{ status: 425 }, true, null],
    [{ status: 429, headers: { 'retry-after': '120' } }, true, 120],
    [{ status: 429 }, true, 60],
    [{ status: 429, headers: { 'retry-after': '0' } }, true, 60],
    [{ status: 429, headers: { 'retry-after': 'Sat, 01 Aug 2020 10:00:00 GMT' } }, true, 60],
    [{ status: 503, headers: { 'retry-after': '9999999' } }, true, 86_400],
    [{ status: 503, headers: { 'retry-after': 'soon' } }, true, null],
    [{ status: 503, headers: { 'retry-after': 'Sat, 01 Aug 2020 10:00:00 GMT' } }, true, 0],
    [{ headers: { 'content-type': 'text/html' }, body: '<p>maintenance' }, true, null],
    [{ body: '\n <!DOCTYPE html><p>maintenance' }, true, null],
    [{ body: '<a>', ending: 'cut' }, true, null],
    [{ body: '<a>', ending: 'cut', headers: { 'content-length': '100' } }, true, null],
    [{ body: 'x'.repeat(1_000_001) }, false, null],
    [{ body: 'x', ending: 'endless' }, false, null],
  ] satisfies [Answer, boolean, number | null][])(
    '%o says whether it may pass',
    async (answer, retry, seconds) => {
      const error = await failureAt(answer);
      expect(error).toMatchObject({ retry, retryAfterSeconds: seconds });
      expect(error.message).not.toContain('secret');
      expect(error instanceof Gone).toBe('status' in answer && [404, 410].includes(answer.status));
    },
  );

  it('is a body that is small on the way and large once unpacked', async () => {
    const packed = new Blob(['x'.repeat(5_000_000)])
      .stream()
      .pipeThrough(new CompressionStream('gzip'));
    const body = new Uint8Array(await new Response(packed).arrayBuffer());
    expect(body.length).toBeLessThan(10_000);
    const error = await failureAt({ body, headers: { 'content-encoding': 'gzip' } });
    expect(error.message).toContain('larger than 1000000 bytes');
  });

  it('is what says that it is large, before any of it has come', async () => {
    const headers = { 'content-length': '1000001' };
    const error = await failureAt({ body: '<a>', headers, ending: 'silent' });
    expect(error).toMatchObject({ retry: false });
    expect(error.message).toContain('larger than 1000000 bytes');
  });

  it.each([
    [{ body: '<a>', ending: 'silent' }, 'sent nothing for 0.2 s'],
    [{ delayMs: 2_000 }, 'sent nothing for 0.2 s'],
  ] satisfies [Answer, string][])('is silence: %o', async (answer, message) => {
    const timeouts = { requestMs: 5_000, idleMs: 200 };
    const error = await failureAt(answer, { timeouts });
    expect(error).toMatchObject({ retry: true, message: expect.stringContaining(message) });
  });

  it('is an answer that never ends, however small its parts', async () => {
    const server = standIn();
    await server.answers('/it', { ending: 'endless' });
    const web = makeWeb(server, { timeouts: { requestMs: 300, idleMs: 5_000 } });
    const error = await failureOf(web.get(server.url('/it'), { ...options, maxBytes: 1e12 }));
    expect(error.message).toContain('took longer than 0.3 s');
    await expect.poll(async () => (await server.requests())[0]?.endedAt).not.toBeNull();
  });
});

describe('a redirect', () => {
  it('may be written in UTF-8, unescaped', async () => {
    const server = standIn();
    const path = '/été 映画';
    const location = Buffer.from(server.url(path)).toString('latin1');
    await server.answers('/from', { status: 302, headers: { location } });
    await server.answers(encodeURI(path), { body: 'x' });
    const page = await makeWeb(server).get(server.url('/from'), options);
    expect(page).toMatchObject({ state: 'ok', url: server.url(encodeURI(path)) });
  });

  it('is followed by its turn at the host, and its end is told', async () => {
    const server = standIn();
    await server.answers('/from', { status: 302, headers: { location: 'to?x=1#part' } });
    await server.answers('/to', { body: '<a/>' });
    const page = await makeWeb(server, { limiter: oneAtATime() }).get(server.url('/from'), options);
    expect(page).toMatchObject({ url: server.url('/to?x=1') });
  });

  it.each([
    'http://169.254.169.254/latest/meta-data',
    'http://[::ffff:127.0.0.1]/',
    'file:///etc/passwd',
    'http://127.0.0.1:1/',
  ])('does not lead to %s', async (location) => {
    const error = await failureAt({ status: 302, headers: { location } });
    expect(error.retry).toBe(false);
  });

  it('does not lead from https to http', async () => {
    const answer = new Response(null, { status: 302, headers: { location: 'http://a.example/' } });
    const asked = vi.spyOn(globalThis, 'fetch').mockResolvedValue(answer);
    onTestFinished(() => asked.mockRestore());
    const web = createWeb({ contact: 'mailto:scraper@example.org', limiter: oneAtATime() });
    const error = await failureOf(web.get('https://a.example/', options));
    expect(error.message).toContain('leads from https to http');
    expect(asked).toHaveBeenCalledTimes(1);
  });

  it('ends after five', async () => {
    const server = standIn();
    await server.answers('/it', { status: 301, headers: { location: 'it' } });
    await failureOf(makeWeb(server).get(server.url('/it'), options));
    expect(await server.requests()).toHaveLength(6);
  });
});

describe('manners', () => {
  it('keep requests to a host apart, whoever asks', async () => {
    const server = standIn();
    await server.answers('/it', { body: '<a/>' });
    const limiter = createLimiter(() => ({ spacingMs: 200, atOnce: 4 }));
    const webs = [makeWeb(server, { limiter }), makeWeb(server, { limiter })];
    const start = Date.now();
    await Promise.all([...webs, ...webs].map((web) => web.get(server.url('/it'), options)));
    // Three gaps between four requests; a slow machine only makes it longer.
    expect(Date.now() - start).toBeGreaterThan(590);
    expect(await server.requests()).toHaveLength(4);
  });

  it('keep to so many requests at a time, and give the turn back after a fault', async () => {
    const server = standIn();
    await server.answers('/it', { status: 500, delayMs: 50 });
    const web = makeWeb(server, { limiter: createLimiter(() => ({ spacingMs: 0, atOnce: 2 })) });
    const failTwice = async () => {
      for (let time = 0; time < 2; time++) await failureOf(web.get(server.url('/it'), options));
    };
    await Promise.all([1, 2, 3, 4, 5, 6].map(failTwice));
    const spans = await server.requests();
    expect(spans).toHaveLength(12);
    for (const { startedAt } of spans) {
      const before = spans.filter((one) => one.startedAt <= startedAt);
      const running = before.filter((one) => (one.endedAt ?? Number.POSITIVE_INFINITY) > startedAt);
      expect(running.length).toBeLessThanOrEqual(2);
    }
  });

  it('leave a host alone that asked for it', async () => {
    const server = standIn();
    await server.answers('/it', { status: 429, headers: { 'retry-after': '60' } }, { body: 'x' });
    const web = makeWeb(server);
    await failureOf(web.get(server.url('/it'), options));
    const error = await failureOf(web.get(server.url('/it'), options));
    expect(error.retry).toBe(true);
    expect(error.retryAfterSeconds).toBeGreaterThan(50);
    expect(await server.requests()).toHaveLength(1);
  });
});
