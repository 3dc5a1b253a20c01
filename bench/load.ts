import autocannon from 'autocannon';
import type { BenchServer } from './processes';

/** Connections of the load generator, each with one request under way at a time. */
export const CONNECTIONS = 32;

export interface Load {
  requestsPerSecond: number;
  p50Ms: number;
  p99Ms: number;
  /** Processor time of the server for each request, in microseconds. */
  cpuMicros: number;
}

interface Asking {
  connections?: number;
  headers?: Record<string, string>;
  /** What every answer has to have. */
  status?: number;
}

/** Asks for the targets in turn for some seconds. Throws unless every answer has the `status`. */
export async function measureLoad(
  server: BenchServer,
  targets: string[],
  seconds: number,
  { connections = CONNECTIONS, headers = {}, status = 200 }: Asking = {},
): Promise<Load> {
  const cpuBefore = server.cpuSeconds();
  const result = await autocannon({
    url: server.baseUrl,
    connections,
    duration: seconds,
    requests: targets.map((path) => ({ method: 'GET', path, headers })),
  });
  const cpuSeconds = server.cpuSeconds() - cpuBefore;
  const { errors, timeouts, statusCodeStats } = result;
  const answered = result.requests.total;
  const others = answered - (statusCodeStats?.[`${status}`]?.count ?? 0);
  if (errors + timeouts + others > 0 || answered === 0) {
    throw new Error(
      `${server.baseUrl}${targets[0]}: ${answered} answers, ${errors} errors, ${timeouts} timeouts, ${others} of another status than ${status}`,
    );
  }
  return {
    requestsPerSecond: answered / result.duration,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
    cpuMicros: (cpuSeconds / answered) * 1e6,
  };
}
