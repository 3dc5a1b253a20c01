import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { OpenRuntime } from '@/runtime/runtime';

/** Milliseconds between two lines of the log that tell of refusals. */
const TOLD_EVERY_MS = 60_000;

/**
 * Bounds how many connections there are: half of the descriptors that the process may open are for
 * them, as the rest of it needs some. One address has a quarter at most, where limits are on.
 */
export function limitConnections(server: Server, { config, findClient, log }: OpenRuntime): void {
  const max = Math.min(config.maxConnections, Math.floor(mayOpen() / 2));
  // What a proxy passes on comes from its address.
  const isShared = config.rateLimit && config.trustedProxies === 0;
  const ofEach = isShared ? Math.max(1, Math.floor(max / 4)) : max;
  const counts = new Map<string, number>();
  let all = 0;
  let toldAt = Number.NEGATIVE_INFINITY;
  const tell = () => {
    if (performance.now() - toldAt < TOLD_EVERY_MS) return;
    toldAt = performance.now();
    log.warn({ max }, 'connections are refused: there are too many');
  };
  // Node's own bound has several processes hand on to each other without end what none has room for.
  server.on('connection', (socket: Socket) => {
    const client = findClient([socket.remoteAddress ?? '']);
    const count = counts.get(client) ?? 0;
    if (all >= max || count >= ofEach) {
      tell();
      return void socket.destroy();
    }
    all += 1;
    counts.set(client, count + 1);
    socket.once('close', () => {
      all -= 1;
      const left = (counts.get(client) ?? 1) - 1;
      if (left === 0) counts.delete(client);
      else counts.set(client, left);
    });
  });
}

/** Descriptors that the system lets this process have. */
function mayOpen(): number {
  const report = process.report as typeof process.report & { excludeNetwork?: boolean };
  // Else it asks for the names of all addresses that it is connected to.
  report.excludeNetwork = true;
  const { userLimits } = report.getReport() as unknown as {
    userLimits?: { open_files?: { soft: number | 'unlimited' } };
  };
  const limit = userLimits?.open_files?.soft ?? 'unlimited';
  return limit === 'unlimited' ? Number.POSITIVE_INFINITY : limit;
}
