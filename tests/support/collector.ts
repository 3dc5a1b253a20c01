import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';

/** A span as OTLP writes it, its attributes as an object. */
export interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  /** 2: of a server; 3: of a client. */
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  status: { code: number };
  attributes: Record<string, unknown>;
}

interface OtlpValue {
  stringValue?: string;
  intValue?: number;
  arrayValue?: { values: OtlpValue[] };
}
interface OtlpAttribute {
  key: string;
  value: OtlpValue;
}
interface OtlpTraces {
  resourceSpans: {
    resource: { attributes: OtlpAttribute[] };
    scopeSpans: { spans: (Omit<Span, 'attributes'> & { attributes: OtlpAttribute[] })[] }[];
  }[];
}

const plainOf = ({ stringValue, intValue, arrayValue }: OtlpValue): unknown =>
  stringValue ?? intValue ?? arrayValue?.values.map(plainOf);
const objectOf = (attributes: OtlpAttribute[]) =>
  Object.fromEntries(attributes.map(({ key, value }) => [key, plainOf(value)]));

/**
 * What takes in traces as a collector of OpenTelemetry does, in JSON over HTTP.
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export async function startCollector() {
  const spans: Span[] = [];
  const resources: Record<string, unknown>[] = [];
  const server = createServer(async (request, response) => {
    if (request.method !== 'POST' || request.url !== '/v1/traces') {
      return void response.writeHead(404).end();
    }
    for (const { resource, scopeSpans } of ((await json(request)) as OtlpTraces).resourceSpans) {
      resources.push(objectOf(resource.attributes));
      for (const span of scopeSpans.flatMap(({ spans }) => spans)) {
        spans.push({ ...span, attributes: objectOf(span.attributes) });
      }
    }
    response.setHeader('content-type', 'application/json').end('{"partialSuccess":{}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, spans, resources };
}
