import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import type { ScriptedAnswer, SeenRequest } from './stand-in';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The origin of a server that answers as it is told, and misbehaves on command. */
    standIn: string;
  }
}

const scripts = new Map<string, ScriptedAnswer[]>();
const seen: SeenRequest[] = [];

/** Runs in Node, since no server that breaks off an answer can be had inside workerd. */
export default async function setup(project: TestProject) {
  const server = createServer((request, response) => {
    const handle = request.url?.startsWith('/control/') ? control : answer;
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  project.provide('standIn', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  return async () => {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  };
}

async function control(request: IncomingMessage, response: ServerResponse) {
  const path = decodeURIComponent(request.url?.slice('/control/'.length) ?? '');
  if (request.method === 'PUT') {
    scripts.set(path, JSON.parse((await readBody(request)).toString()));
    response.end();
    return;
  }
  response.end(JSON.stringify(seen.filter((one) => one.url.startsWith(path))));
}

async function readBody(request: IncomingMessage) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** The script of the whole URL comes before that of the path; the last answer stays. */
async function answer(request: IncomingMessage, response: ServerResponse) {
  const url = request.url ?? '/';
  const one: SeenRequest = { url, headers: request.headers, startedAt: Date.now(), endedAt: null };
  seen.push(one);
  response.on('close', () => {
    one.endedAt = Date.now();
  });
  const script = scripts.get(url) ?? scripts.get(url.split('?')[0] ?? '') ?? [{ status: 404 }];
  const scripted = (script.length > 1 ? script.shift() : script[0]) ?? { status: 404 };
  await send(scripted, request, response);
}

async function send(scripted: ScriptedAnswer, request: IncomingMessage, response: ServerResponse) {
  const { status = 200, headers = {}, body = '', delayMs = 0 } = scripted;
  if (delayMs > 0) await sleep(delayMs);
  const etag = headers.etag;
  if (etag !== undefined && request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const bytes = Buffer.from(body, 'base64');
  response.writeHead(status, scripted.headers);
  if (scripted.ending === undefined) {
    response.end(bytes);
    return;
  }
  response.write(bytes);
  if (scripted.ending === 'cut') {
    await sleep(50);
    response.destroy();
  }
  while (scripted.ending === 'endless' && !response.destroyed) {
    response.write(Buffer.alloc(16_384, 'x'));
    await sleep(1);
  }
}
