import type { Resources } from '@/services/context';

interface Outcome {
  requestId: string;
  method: string;
  /** What log and figures call what was asked for. */
  route: string;
  status: number;
  ms: number;
  dbMs: number;
}

/** Tells what came of a request: a line of the log, with `more`, and figures. */
export function tellOutcome(
  { log, metrics }: Pick<Resources, 'log' | 'metrics'>,
  { requestId, method, route, status, ms, dbMs }: Outcome,
  more: object = {},
): void {
  metrics.requests.observe({ method: methodName(method), route, status }, ms / 1000);
  log.info({
    requestId,
    method,
    route,
    status,
    ms: hundredths(ms),
    dbMs: hundredths(dbMs),
    ...more,
  });
}

const hundredths = (milliseconds: number) => Math.round(milliseconds * 100) / 100;

/** Anybody may call any method by any name: each would be a figure of its own. */
export const methodName = (method: string) =>
  /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(method) ? method : 'other';
