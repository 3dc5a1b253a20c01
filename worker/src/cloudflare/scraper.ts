import * as z from 'zod';
import { ingestUrl, type Target } from '../../../client/push';
import { sentencesOf } from '../../../contracts/messages';
import defaultSources from '../../sources.json';
import { ConfigurationError, mannersAt, readConfiguration } from '../config';
import type { Origin } from '../pipeline/origin';
import { createWeb } from '../web/create-web';
import { type Environment, seconds } from './environment';
import { hostGates } from './host-gate';

const settings = z.object({
  BACKEND_URL: z
    .string({ error: 'must be set' })
    .transform((server) => ingestUrl(server))
    .refine((url) => url !== null, { error: 'must be an address of http or https' }),
  INGEST_API_KEY: z.string({ error: 'must be set' }).min(1, { error: 'must be set' }),
  SCRAPER_CONTACT: z.string().min(1).optional(),
  RETRY_SECONDS: seconds(30),
});

export interface Scraper {
  origins: ReadonlyMap<string, Origin>;
  target: Target;
  retrySeconds: number;
}

/** The scraper as it is configured. @throws {ConfigurationError} naming all that is wrong */
export function openScraper(env: Environment): Scraper {
  const { data, error } = settings.safeParse(env);
  if (data === undefined) {
    throw new ConfigurationError(sentencesOf(error).join('; '));
  }
  const { contact = data.SCRAPER_CONTACT, ...configuration } = readSources(env);
  if (contact === undefined) throw new ConfigurationError('SCRAPER_CONTACT must be set');
  const { allowedHosts, sources } = configuration;
  const limiter = hostGates(env.HOSTS, mannersAt(configuration));
  const web = createWeb({ contact, allowedHosts, limiter });
  return {
    origins: new Map(sources.map((source) => [source.id, source.open(web)])),
    target: { url: data.BACKEND_URL, key: data.INGEST_API_KEY },
    retrySeconds: data.RETRY_SECONDS,
  };
}

function readSources(env: Environment) {
  const secrets = env as unknown as Record<string, unknown>;
  return readConfiguration(env.SOURCES ?? JSON.stringify(defaultSources), (name) => {
    const value = secrets[name];
    return typeof value === 'string' ? value : undefined;
  });
}
