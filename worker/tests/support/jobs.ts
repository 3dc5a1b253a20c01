import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import type { Environment } from '../../src/cloudflare/environment';
import type { Job } from '../../src/cloudflare/jobs';
import main from '../../src/main';
import type { standIn } from './stand-in';

/** What was sent to the queue of jobs. */
interface Sent {
  body: Job;
  delaySeconds?: number | undefined;
}

/** A Worker whose queue of jobs delivers what, when and as often as a test says. */
export function workerByHand(server: ReturnType<typeof standIn>, ...sources: string[]) {
  let sent: Sent[] = [];
  const queue = {
    send: async (body: Job, options: QueueSendOptions = {}) => {
      sent.push({ body, ...options });
    },
    sendBatch: async (messages: Iterable<Sent>, options: QueueSendBatchOptions = {}) => {
      for (const message of messages) sent.push({ ...message, ...options });
    },
  };
  const bindings: Environment = {
    ...env,
    JOBS: queue as unknown as Queue<unknown>,
    RETRY_SECONDS: '30',
    SOURCES: JSON.stringify({
      allowedHosts: [server.host],
      manners: { spacingMs: 0 },
      sources: sources.map((id) => ({ id, name: id, kind: 'feed', url: server.url('/feed.xml') })),
    }),
  };
  return {
    bindings,
    /** What was sent since the last time. */
    takeSent() {
      const all = sent;
      sent = [];
      return all;
    },
    /** Delivers these together; answers after how many seconds those that failed are to come again. */
    async deliver(jobs: Job[], attempts = 1): Promise<number[]> {
      const delays: number[] = [];
      const messages = jobs.map((body, id) => ({
        id: `${id}`,
        timestamp: new Date(),
        body,
        attempts,
        ack() {},
        retry: ({ delaySeconds = 0 }: QueueRetryOptions = {}) => void delays.push(delaySeconds),
      }));
      const batch = { queue: 'scraper-jobs', messages } as unknown as MessageBatch;
      await main.queue(batch, bindings, createExecutionContext());
      return delays;
    },
  };
}
