import { setTimeout as sleep } from 'node:timers/promises';
import { problem } from '../../contracts/common';
import { type IngestReport, ingestReport } from '../../contracts/ingest';
import { batchBody, type Entry } from './batches';
import { withinSeconds } from './fetching';
import type { Target } from './options';

interface Answer {
  status: number;
  headers: Headers;
  body: unknown;
}

const MAX_ATTEMPTS = 5;
const MAX_WAIT_SECONDS = 300;
const TIMEOUT_SECONDS = 120;

/**
 * Posts a batch, and again when the server is busy (429 and 503, as its Retry-After says). Sending a
 * batch twice does no harm: the server calls the second `unchanged`.
 *
 * @throws {Error} with one line that says why the server did not take it
 */
export async function pushBatch(batch: Entry[], target: Target): Promise<IngestReport> {
  const body = batchBody(batch);
  for (let attempt = 1; ; attempt++) {
    const answer = await post(body, target);
    const isBusy = answer.status === 429 || answer.status === 503;
    const waitSeconds = retryAfter(answer.headers) ?? 2 ** (attempt - 1);
    if (!isBusy || attempt === MAX_ATTEMPTS || waitSeconds > MAX_WAIT_SECONDS) {
      return readReport(answer, target);
    }
    console.error(`the server is busy: trying again in ${waitSeconds} s`);
    await sleep(waitSeconds * 1000);
  }
}

async function post(body: string, { url, key }: Target): Promise<Answer> {
  try {
    return await withinSeconds(TIMEOUT_SECONDS, async (signal) => {
      const headers = { 'content-type': 'application/json', 'x-api-key': key };
      // A redirect would carry the key to wherever it points.
      const redirect = 'manual';
      const response = await fetch(url, { method: 'POST', headers, body, redirect, signal });
      const answer: unknown = await response.json().catch(() => null);
      return { status: response.status, headers: response.headers, body: answer };
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`cannot reach ${url.origin}: is the server running? (${reason})`);
  }
}

function readReport({ status, headers, body }: Answer, { url }: Target): IngestReport {
  if (status >= 300 && status < 400) {
    throw new Error(`${url.origin} redirects to ${headers.get('location')}: give it as --url`);
  }
  if (status >= 400) throw new Error(`${url.origin} answered ${status}${reasons(body)}`);
  const report = ingestReport.safeParse(body);
  if (!report.success) throw new Error(`${url} answered, but not as this server does`);
  return report.data;
}

/** What the body of an error says (RFC 9457), field errors included. */
function reasons(body: unknown): string {
  const { title, detail, errors = [] } = problem.partial().safeParse(body).data ?? {};
  const fields = errors.map(({ in: place, path, message }) => `${place} ${path}: ${message}`);
  const texts = [title, detail, ...fields].filter((text) => text);
  return texts.map((text) => `; ${text}`).join('');
}

/** Seconds to wait: the header has a number of them, or a date. */
function retryAfter(headers: Headers): number | null {
  const value = headers.get('retry-after') ?? '';
  if (/^\d+$/.test(value)) return Number(value);
  const date = Date.parse(value);
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}
