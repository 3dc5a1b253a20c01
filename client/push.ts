import { problem } from '../contracts/common';
import { type IngestReport, ingestReport } from '../contracts/ingest';
import { parseUrl } from '../contracts/urls';
import { batchBody, type Entry } from './batches';
import { withinSeconds } from './fetching';
import { retryAfter } from './retry-after';

/** Where records go. */
export interface Target {
  /** Of `POST /api/ingest`. */
  url: URL;
  key: string;
}

/**
 * Why the server did not take a batch. `busy`: it said so (429 or 503); `failed`: no answer, or none
 * of its own; `refused`: it will not take this, however often it is asked.
 */
export class PushError extends Error {
  constructor(
    readonly kind: 'busy' | 'failed' | 'refused',
    message: string,
    /** What a busy server asked for. */
    readonly retryAfterSeconds: number | null = null,
    /** By which the server's log tells of it, if it came to hear of it. */
    readonly requestId: string | null = null,
  ) {
    super(message);
  }
}

interface Answer {
  requestId: string;
  status: number;
  headers: Headers;
  body: unknown;
}

const TIMEOUT_SECONDS = 120;

/** The address of a server's ingest; null when it is not one of http or https. */
export function ingestUrl(server: string): URL | null {
  const url = parseUrl(server);
  if (url === null || !/^https?:$/.test(url.protocol) || url.username || url.password) return null;
  url.pathname = `${url.pathname.replace(/\/+$/, '')}/api/ingest`;
  return url;
}

/**
 * Posts a batch once. Sending it twice does no harm: the server calls the second `unchanged`.
 *
 * @throws {PushError} with one line that says why the server did not take it
 */
export async function pushBatch(batch: Entry[], target: Target): Promise<IngestReport> {
  const { requestId, status, headers, body } = await post(batchBody(batch), target);
  const { url } = target;
  const refusal = (
    kind: PushError['kind'],
    message: string,
    retryAfterSeconds: number | null = null,
  ) => new PushError(kind, message, retryAfterSeconds, requestId);
  if (status >= 400) {
    const kind = status === 429 || status === 503 ? 'busy' : status >= 500 ? 'failed' : 'refused';
    const message = `${url.origin} answered ${status}${reasons(body)}`;
    throw refusal(kind, message, kind === 'busy' ? retryAfter(headers) : null);
  }
  const report = ingestReport.safeParse(body);
  if (!report.success || report.data.results.length !== batch.length) {
    throw refusal('failed', `${url} answered, but not as this server does`);
  }
  return report.data;
}

/**
 * Asks whether the server can take anything now: before something is fetched in vain.
 *
 * @throws {PushError} when it cannot
 */
export async function checkHealth({ url }: Target): Promise<void> {
  const { requestId, status, headers } = await ask(new URL('health', url));
  if (status === 200) return;
  throw new PushError(
    'busy',
    `${url.origin} is not well: it answered ${status}`,
    retryAfter(headers),
    requestId,
  );
}

function post(body: string, { url, key }: Target): Promise<Answer> {
  const headers = { 'content-type': 'application/json', 'x-api-key': key };
  return ask(url, { method: 'POST', headers, body });
}

/** @throws {PushError} when there is no answer, or one that leads elsewhere */
async function ask(url: URL, request: RequestInit = {}): Promise<Answer> {
  const requestId = crypto.randomUUID();
  const headers = { ...request.headers, 'x-request-id': requestId };
  const answer = await withinSeconds(TIMEOUT_SECONDS, async (signal) => {
    // A redirect would carry the key to wherever it points.
    const response = await fetch(url, { ...request, headers, signal, redirect: 'manual' });
    const body: unknown = await response.json().catch(() => null);
    return { requestId, status: response.status, headers: response.headers, body };
  }).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    const message = `cannot reach ${url.origin}: is the server running? (${reason})`;
    throw new PushError('failed', message, null, requestId);
  });
  if (answer.status >= 300 && answer.status < 400) {
    const location = answer.headers.get('location');
    const message = `${url.origin} redirects to ${location}: give the address of that server`;
    throw new PushError('refused', message, null, requestId);
  }
  return answer;
}

/** What the body of an error says (RFC 9457), field errors included. */
function reasons(body: unknown): string {
  const { title, detail, errors = [] } = problem.partial().safeParse(body).data ?? {};
  const fields = errors.map(({ in: place, path, message }) => `${place} ${path}: ${message}`);
  const texts = [title, detail, ...fields].filter((text) => text);
  return texts.map((text) => `; ${text}`).join('');
}
