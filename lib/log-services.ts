import type { Config } from './config';
import type { LogDestination } from './log-shipping';

type LogServices = Config['logServices'];

/**
 * Better Stack, formerly Logtail.
 * @see https://betterstack.com/docs/logs/ingesting-data/http/logs/
 * @param url the ingesting host of the source
 */
const betterStack = ({
  token,
  url,
}: Exclude<LogServices['betterStack'], null>): LogDestination => ({
  name: 'Better Stack',
  url,
  headers: { authorization: `Bearer ${token}` },
  encode: ({ time, msg, ...line }) => ({ dt: time, message: msg ?? 'request', ...line }),
});

/**
 * Datadog.
 * @see https://docs.datadoghq.com/api/latest/logs/#send-logs
 * @param url where logs are taken in, such as https://http-intake.logs.datadoghq.com
 */
const datadog = ({
  key,
  url,
  service,
  environment,
}: Exclude<LogServices['datadog'], null>): LogDestination => ({
  name: 'Datadog',
  url: new URL('/api/v2/logs', url).href,
  headers: { 'dd-api-key': key },
  // Its `status` is how bad a line is.
  encode: ({ time, level, msg, status, ...line }) => ({
    ddsource: 'nodejs',
    ...(environment !== null && { ddtags: `env:${environment}` }),
    service,
    timestamp: time,
    status: level,
    message: msg ?? 'request',
    ...line,
    ...(status !== undefined && { http: { status_code: status } }),
  }),
});

/** Where the configuration wants lines to go, beside standard output. */
export const destinationsOf = (services: LogServices): LogDestination[] => [
  ...(services.betterStack ? [betterStack(services.betterStack)] : []),
  ...(services.datadog ? [datadog(services.datadog)] : []),
];
