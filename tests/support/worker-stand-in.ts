import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface WorkerStandIn {
  url: string;
  /** Method, path and key of each call. */
  calls: string[];
  /** What `GET /status` tells of the sources. */
  status: unknown[];
  /** Whether it fails at whatever it is asked for. */
  isBroken: boolean;
}

/** A Worker, as far as the backend speaks to it. */
export async function startWorkerStandIn(): Promise<WorkerStandIn> {
  const standIn: WorkerStandIn = { url: '', calls: [], status: [], isBroken: false };
  const worker = createServer((request, response) => {
    standIn.calls.push(`${request.method} ${request.url} ${request.headers['x-api-key']}`);
    if (standIn.isBroken) return void response.writeHead(500).end();
    const sources = request.url === '/run' ? ['films', 'music'] : standIn.status;
    response.end(JSON.stringify({ sources }));
  });
  await new Promise<void>((resolve) => worker.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    worker.closeAllConnections();
    worker.close();
  });
  standIn.url = `http://127.0.0.1:${(worker.address() as AddressInfo).port}`;
  return standIn;
}
