import { jobReport } from '@/contracts/jobs';
import { endpoint, reply } from '@/middleware/endpoint';
import { runJob } from '@/services/jobs';

const common = {
  method: 'GET',
  access: 'cron',
  cache: 'none',
  limit: 'write',
  tag: 'Service',
  responses: { 200: jobReport },
} as const;

export const maintainEndpoint = endpoint({
  ...common,
  path: '/api/cron/maintain',
  operationId: 'maintain',
  summary: 'Remove what has expired, and bring up to date what needs it',
  description:
    'Takes about eight seconds at most; what is left is for the next run. Of calls at the same time one does it, and within a minute of it no other.',
  handle: async ({ ctx }) => reply(200, await runJob(ctx, 'maintain')),
});

export const scrapeEndpoint = endpoint({
  ...common,
  path: '/api/cron/scrape',
  operationId: 'scrape',
  summary: 'Tell the Worker to look for torrents',
  description:
    'Answers when the Worker has taken it in, not when it is done. Skipped where no Worker is configured (`WORKER_URL`).',
  handle: async ({ ctx }) => reply(200, await runJob(ctx, 'scrape')),
});
