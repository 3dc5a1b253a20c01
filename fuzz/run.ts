import { Agent, request as send } from 'node:http';
import { INGEST_KEY, MACHINE_SECRETS } from '@/bench/environment';
import type { RunningServer } from '@/tests/support/server';
import { type FuzzAnswer, judge } from './judge';
import { createMemory, type Memory } from './memory';
import { type Caller, type FuzzRequest, requestOf } from './requests';

export interface FuzzOptions {
  server: RunningServer;
  /** Signed in; both stay what they are for the whole run. */
  admin: Person;
  user: Person;
  requests: number;
  /** The same makes the same requests, as far as the answers are the same. */
  seed: number;
  /** Requests under way at a time. */
  atOnce?: number;
  onProgress?(done: number): void;
}

export interface Person {
  accessToken: string;
  refreshToken: string;
  user: { id: string };
}

/** An answer that should not have been given. */
export interface Finding {
  number: number;
  why: string;
  /** The request as a command line. */
  curl: string;
  answer: FuzzAnswer;
}

export interface FuzzReport {
  findings: Finding[];
  /** How often each operation was answered with which status. */
  answers: Map<string, Map<number, number>>;
}

/** Findings after which there is enough to do. */
const FINDINGS_MAX = 20;
/** Of another deployment, and long ago. */
const FORGED_TOKEN = `${btoa('{"alg":"none"}').replaceAll('=', '')}.e30.`;

/** Milliseconds after which tokens are renewed: they last for 15 minutes, and a slow machine takes longer. */
const RENEWED_MS = 300_000;

/** Sends generated requests, one after the other, and judges every answer. */
export async function fuzz(options: FuzzOptions): Promise<FuzzReport> {
  const { server, admin, user, requests, seed, atOnce = 1, onProgress } = options;
  const people = { admin, user };
  const secrets = Object.values(people).flatMap(({ accessToken, refreshToken, user }) => [
    accessToken,
    refreshToken,
    user.id,
    refreshToken.split('.')[0] ?? '',
  ]);
  const memory = createMemory(new Set(secrets));
  let renewedAt = performance.now();
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const report: FuzzReport = { findings: [], answers: new Map() };
  let next = 0;
  const lane = async () => {
    while (next < requests && report.findings.length < FINDINGS_MAX) {
      const number = next++;
      if (performance.now() - renewedAt > RENEWED_MS) {
        renewedAt = performance.now();
        people.admin = await renewed(server, people.admin);
        people.user = await renewed(server, people.user);
      }
      const request = requestOf(seed, number, memory);
      const credentials = credentialsOf(request.caller, people, memory);
      const headers = headersOf(request, credentials);
      const answer = await ask(server.baseUrl, agent, request, headers);
      count(report, request, answer);
      const why = judge(request, answer);
      if (why !== null) {
        const curl = toCurl(server.baseUrl, request, headers);
        report.findings.push({ number, why, curl, answer });
      }
      if (answer.status < 300) learn(memory, request, answer);
      else forget(memory, request, credentials, answer);
      onProgress?.(number + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  agent.destroy();
  return report;
}

async function renewed({ baseUrl }: RunningServer, { refreshToken }: Person): Promise<Person> {
  const response = await fetch(`${baseUrl}/api/auth/refresh`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ refreshToken }),
  });
  if (response.status !== 200) throw new Error(`refresh answered ${response.status}`);
  return (await response.json()) as Person;
}

function credentialsOf(
  caller: Caller,
  { admin, user }: Record<'admin' | 'user', Person>,
  memory: Memory,
): Record<string, string> {
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  switch (caller) {
    case 'nobody':
      return {};
    case 'user':
      return bearer(user.accessToken);
    case 'admin':
      return bearer(admin.accessToken);
    // Who may have been deleted, or made an administrator, meanwhile.
    case 'someone':
      return bearer(memory.recall('', 'accessToken').at(-1) ?? user.accessToken);
    case 'key':
      return { 'x-api-key': INGEST_KEY };
    case 'cron':
    case 'metrics':
      return bearer(MACHINE_SECRETS[caller]);
    case 'forged':
      return { ...bearer(FORGED_TOKEN), 'x-api-key': 'ingest_'.padEnd(50, 'a') };
    case 'swapped':
      return { ...bearer(INGEST_KEY), 'x-api-key': user.accessToken };
  }
}

function headersOf(
  { contentType, body }: FuzzRequest,
  credentials: Record<string, string>,
): Record<string, string> {
  return {
    ...credentials,
    ...(contentType !== null && { 'content-type': contentType }),
    ...(body !== null && { 'content-length': String(body.byteLength) }),
  };
}

function ask(
  baseUrl: string,
  agent: Agent,
  { method, target, body }: FuzzRequest,
  headers: Record<string, string>,
): Promise<FuzzAnswer> {
  const { hostname, port } = new URL(baseUrl);
  return new Promise((resolve, reject) => {
    const outgoing = send(
      { hostname, port, agent, method, path: target, headers },
      async (incoming) => {
        try {
          const text = (await incoming.setEncoding('utf8').toArray()).join('');
          resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, text });
        } catch (error) {
          reject(error);
        }
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body ?? undefined);
  });
}

function learn(memory: Memory, request: FuzzRequest, { headers, text }: FuzzAnswer): void {
  if (text === '' || headers['content-type'] !== 'application/json') return;
  memory.learn(request.operation.path, JSON.parse(text));
}

/** Asks no more for what is gone, nor in the name of who is. */
function forget(
  memory: Memory,
  { target, caller }: FuzzRequest,
  { authorization }: Record<string, string>,
  { status }: FuzzAnswer,
): void {
  const [path = ''] = target.split('?');
  if (status === 404) for (const segment of path.split('/')) memory.forget(segment);
  if (status === 401 && caller === 'someone') memory.forget(authorization?.split(' ')[1] ?? '');
}

function count({ answers }: FuzzReport, { operation }: FuzzRequest, { status }: FuzzAnswer): void {
  const name = `${operation.method} ${operation.path}`;
  const counts = answers.get(name) ?? new Map<number, number>();
  counts.set(status, (counts.get(status) ?? 0) + 1);
  answers.set(name, counts);
}

function toCurl(baseUrl: string, request: FuzzRequest, headers: Record<string, string>): string {
  const { method, target, body } = request;
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const given = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const sent = body && `--data-binary @<(echo ${Buffer.from(body).toString('base64')} | base64 -d)`;
  return ['curl -i -X', method, ...given, sent, quoted(baseUrl + target)].filter(Boolean).join(' ');
}
