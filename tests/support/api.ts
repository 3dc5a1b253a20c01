import { randomBytes, randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { type ApiClient, apiClient } from '@/client/api';
import type { Session } from '@/contracts/accounts';
import type { IngestRecord, IngestReport } from '@/contracts/ingest';

export const host = inject('testHost');

export interface Call {
  /** An access token. */
  token?: string | undefined;
  /** An ingest key. */
  key?: string | undefined;
  /** Sent as JSON. */
  json?: unknown;
  /** Sent as it is. */
  body?: BodyInit;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined when it is empty or is none. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what came, whatever it is.
  json: any;
}

/** One request to the host under test. Redirects are answers as well. */
export async function call(method: string, path: string, options: Call = {}): Promise<Answer> {
  const { token, key, json, body, headers } = options;
  const response = await fetch(host.baseUrl + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(key !== undefined && { 'x-api-key': key }),
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json !== undefined && { body: JSON.stringify(json) }),
    ...(body !== undefined && { body, duplex: 'half' }),
  } as RequestInit);
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: parse(text) };
}

/** The typed client of the host under test, of whoever has that access token. */
export function clientOf(token?: string): ApiClient {
  const client = apiClient(host.baseUrl);
  if (token !== undefined) {
    client.use({
      onRequest({ request }) {
        request.headers.set('authorization', `Bearer ${token}`);
      },
    });
  }
  return client;
}

/** What the typed client was answered, as `call` answers it. */
export async function answerOf(
  asked: Promise<{ response: Response; data?: unknown; error?: unknown }>,
): Promise<Answer> {
  const { response, data, error } = await asked;
  const json = data ?? error;
  const text = json === undefined ? '' : JSON.stringify(json);
  return { status: response.status, headers: response.headers, text, json };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export const newEmail = () => `${randomUUID()}@example.org`;
export const PASSWORD = 'correct horse battery staple';

/** A new account, signed in. */
export async function signUp(email = newEmail(), password = PASSWORD): Promise<Session> {
  const { status, json, text } = await call('POST', '/api/auth/sign-up', {
    json: { email, password },
  });
  if (status !== 201) throw new Error(`sign-up answered ${status}: ${text}`);
  return json;
}

/** The administrator, signed in. */
export async function signInAdmin(): Promise<Session> {
  const { json } = await call('POST', '/api/auth/sign-in', { json: host.admin });
  return json;
}

export const newInfoHash = () => randomBytes(20).toString('hex');

/** Letters alone: digits could say a year, or a resolution. */
const newLetters = () =>
  randomUUID().replace(/[-\d]/g, (digit) =>
    digit === '-' ? '' : 'ghijklmnop'.charAt(Number(digit)),
  );

/** A record that ingest takes, of a torrent that nobody has sent yet. */
export const newRecord = (fields: Partial<IngestRecord> = {}): IngestRecord => ({
  infoHash: newInfoHash(),
  name: `A work nobody has seen ${newLetters()}`,
  sizeBytes: 1234,
  ...fields,
});

/** Pushes records as the Worker does. */
export async function ingest(...torrents: unknown[]): Promise<IngestReport> {
  const { status, json, text } = await call('POST', '/api/ingest', {
    key: host.ingestKey,
    json: { torrents },
  });
  if (status !== 200) throw new Error(`ingest answered ${status}: ${text}`);
  return json;
}
