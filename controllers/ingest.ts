import {
  INGEST_BODY_MAX_BYTES,
  ingestBody,
  ingestRecord,
  ingestReport,
  ingestResult,
  publishedIngestBody,
} from '@/contracts/ingest';
import { endpoint, reply } from '@/middleware/endpoint';
import { ingestBatch, ingestLines } from '@/services/ingest';

export const ingestEndpoint = endpoint({
  method: 'POST',
  path: '/api/ingest',
  access: 'ingest-key',
  cache: 'private',
  limit: 'ingest',
  operationId: 'ingestTorrents',
  tag: 'Ingest',
  summary: 'Push a batch of torrents into the catalogue',
  description:
    'A bad record is rejected with its reasons and the rest go in. Sent again, a batch changes nothing. A field left out keeps its value; `files`, when sent, replace the whole list. Bulk loads send `application/x-ndjson`, a record a line and any number of them, and read the results, a line each, while they send; should the service fail or end on the way, the last line is a problem.',
  body: ingestBody,
  documentedBody: publishedIngestBody,
  bodyLimit: INGEST_BODY_MAX_BYTES,
  lines: {
    record: ingestRecord,
    result: ingestResult,
    handle: ({ ctx, lines }) => ingestLines(ctx, lines),
  },
  responses: { 200: ingestReport },
  handle: async ({ ctx, body }) => reply(200, await ingestBatch(ctx, body.torrents)),
});
