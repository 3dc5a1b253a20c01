import type { Endpoint } from './endpoint';
import { cacheControl, entityTag, isNotModified } from './http-caching';
import { mediaTypes } from './media-types';
import type { Answer } from './messages';
import { isPieces, type Pieces } from './pieces';

/** Turns a controller's reply into an answer. */
export function toAnswer(
  endpoint: Endpoint,
  { status, body }: { status: number; body?: unknown },
  ifNoneMatch: string | null,
): Answer {
  const headers: Answer['headers'] = { 'cache-control': cacheControl[endpoint.cache] };
  if (body === undefined) return { status, headers, body: null };
  if (endpoint.answerType !== undefined) {
    headers['content-type'] = `${mediaTypes[endpoint.answerType]}; charset=utf-8`;
    return { status, headers, body: body as string | Pieces };
  }
  if (isPieces(body)) {
    headers['content-type'] = 'application/json';
    return { status, headers, body };
  }
  if (endpoint.cache === 'document' && status === 200) {
    const { bytes, etag } = keptDocument(endpoint, body);
    return answerWithTag(endpoint, bytes, etag, ifNoneMatch);
  }
  const text = JSON.stringify(body);
  if (endpoint.cache === 'catalogue' && status === 200) {
    return answerWithTag(endpoint, text, entityTag(text), ifNoneMatch);
  }
  headers['content-type'] = 'application/json';
  return { status, headers, body: text };
}

const documents = new WeakMap<Endpoint, { bytes: Buffer; etag: string }>();

/** A document is the same for as long as the process lives: it is made once. */
function keptDocument(endpoint: Endpoint, body: unknown) {
  let document = documents.get(endpoint);
  if (document === undefined) {
    const text = JSON.stringify(body);
    document = { bytes: Buffer.from(text), etag: entityTag(text) };
    documents.set(endpoint, document);
  }
  return document;
}

/** An answer that caches can keep, or have already. */
export function answerWithTag(
  endpoint: Endpoint,
  body: string | Buffer,
  etag: string,
  ifNoneMatch: string | null,
): Answer {
  const headers: Answer['headers'] = { 'cache-control': cacheControl[endpoint.cache], etag };
  if (isNotModified(ifNoneMatch, etag)) return { status: 304, headers, body: null };
  headers['content-type'] = 'application/json';
  return { status: 200, headers, body };
}

/** Lines of an answer that go out together, so that each batch is one write. */
const LINES_AT_ONCE = 500;

/**
 * An answer of a line for each result, which begins when the first is there: what goes wrong until
 * then is told as ever.
 */
export async function answerInLines(
  results: AsyncIterable<unknown>,
  toProblemLine: (error: unknown) => string,
): Promise<Answer> {
  const iterator = results[Symbol.asyncIterator]();
  let next = await iterator.next();
  const headers = { 'cache-control': cacheControl.none, 'content-type': mediaTypes.lines };
  return { status: 200, headers, body: lines() };

  async function* lines(): AsyncGenerator<string> {
    let text = '';
    let count = 0;
    try {
      for (; !next.done; next = await iterator.next()) {
        text += `${JSON.stringify(next.value)}\n`;
        count += 1;
        if (count % LINES_AT_ONCE !== 0) continue;
        yield text;
        text = '';
      }
    } catch (error) {
      text += toProblemLine(error);
    } finally {
      await iterator.return?.();
    }
    if (text !== '') yield text;
  }
}
