import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  trace,
} from '@opentelemetry/api';
import { setGlobalErrorHandler, W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { waitUntil } from '@vercel/functions';
import type { Logger } from './logging';
import { describeError } from './redaction';

export interface TracingConfig {
  /** Of a collector that speaks OTLP over HTTP; `/v1/traces` is put behind it. */
  endpoint: string;
  service: string;
  version: string;
  /** Share of traces that are kept, from 0 to 1. */
  share: number;
  /** The process may be frozen as soon as it has answered. */
  isServerless: boolean;
}

/** The span of one request. */
export interface RequestSpan {
  traceId: string;
  /** Of a statement that has just ended. */
  statement(text: string, milliseconds: number): void;
  end(status: number, requestId: string, cache: string | undefined): void;
}

/** Tells where the time of requests goes. */
export interface Tracing {
  /** @param header of the request: its caller may be in a trace already (`traceparent`) */
  begin(method: string, route: string, header: (name: string) => string | null): RequestSpan;
  /** Waits until what was told has arrived; gives up after two seconds. */
  close(): Promise<void>;
}

const CLOSE_MS = 2_000;

/** By one clock for all spans: what a request did lies within it. */
const now = () => performance.timeOrigin + performance.now();

const headers: TextMapGetter<(name: string) => string | null> = {
  keys: () => ['traceparent', 'tracestate'],
  get: (header, name) => header(name) ?? undefined,
};

/**
 * Sends traces by OpenTelemetry. Spans are made where the pipeline and the database know what they
 * do, not by wrapping modules: so a bundle, Next and every host tell the same.
 * @see https://opentelemetry.io/docs/specs/semconv/
 */
export function openTracing(config: TracingConfig, log: Logger): Tracing {
  const url = `${config.endpoint.replace(/\/+$/, '')}/v1/traces`;
  const provider = new TracerProvider({
    resource: resourceFromAttributes({
      'service.name': config.service,
      'service.version': config.version,
    }),
    // By the id alone: a caller who says that a trace is kept does not make us keep it.
    sampler: new TraceIdRatioBasedSampler(config.share),
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
  });
  setGlobalErrorHandler((error) => {
    log.warn({ err: describeError(error) }, 'traces were not taken');
  });
  const tracer = provider.getTracer('torrent-streamer', config.version);
  const propagator = new W3CTraceContextPropagator();

  return {
    begin(method, route, header) {
      const parent = propagator.extract(ROOT_CONTEXT, header, headers);
      const span = tracer.startSpan(
        `${method} ${route}`,
        {
          kind: SpanKind.SERVER,
          startTime: now(),
          attributes: { 'http.request.method': method, 'http.route': route },
        },
        parent,
      );
      const inside = trace.setSpan(ROOT_CONTEXT, span);
      return {
        traceId: span.spanContext().traceId,
        statement(text, milliseconds) {
          const endTime = now();
          const [operation = ''] = text.split(' ', 1);
          const options = {
            kind: SpanKind.CLIENT,
            startTime: endTime - milliseconds,
            attributes: { 'db.system.name': 'postgresql', 'db.query.text': text },
          };
          tracer.startSpan(operation.toUpperCase(), options, inside).end(endTime);
        },
        end(status, requestId, cache) {
          span.setAttributes({
            'http.response.status_code': status,
            'http.response.header.x-request-id': [requestId],
            ...(cache !== undefined && { 'torrent_streamer.cache': cache }),
          });
          if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
          span.end(now());
          if (config.isServerless) waitUntil(provider.forceFlush());
        },
      };
    },
    async close() {
      const patience = new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref());
      await Promise.race([provider.shutdown().catch(() => {}), patience]);
    },
  };
}
