import * as z from 'zod';
import { visibleText } from '../../contracts/common';
import { sentencesOf } from '../../contracts/messages';
import { licencePolicy } from './licences/policy';
import type { Origin } from './pipeline/origin';
import { openSource, sourceSettings } from './sources/index';
import type { Web } from './web/web';

/** The settings of a source, and beside them what of it may leave. */
const source = z
  .looseObject({ policy: licencePolicy.prefault({}) })
  .transform(({ policy, ...settings }, context) => {
    const { data, error } = sourceSettings.safeParse(settings);
    if (data !== undefined) {
      const { id, name } = data;
      return { id, open: (web: Web): Origin => ({ id, name, policy, ...openSource(data, web) }) };
    }
    for (const { path, message } of error.issues) {
      context.addIssue({ code: 'custom', path, message });
    }
    return z.NEVER;
  });

/** How a host is asked. */
const manners = z
  .strictObject({
    /** Milliseconds between the beginnings of two requests to a host. */
    spacingMs: z.int().min(0).max(60_000).default(1_000),
    /** Requests at a time to a host. */
    atOnce: z.int().min(1).max(100).default(1),
  })
  .prefault({});

/** Which sources there are, and how they are asked. */
const configuration = z.strictObject({
  /** Where those who run the sources reach those who ask: an address, of a page or of mail. */
  contact: visibleText(200).optional(),
  /** Private hosts that may be reached, `host:port`: for development. */
  allowedHosts: z.array(z.string()).default([]),
  manners,
  /** What differs for some hosts, by `host` or `host:port`. */
  hosts: z.record(z.string(), manners).default({}),
  sources: z
    .array(source)
    .min(1)
    .refine((sources) => new Set(sources.map(({ id }) => id)).size === sources.length, {
      error: 'must not use an id twice',
    }),
});
export type Configuration = z.infer<typeof configuration>;

/** How each host is to be asked. */
export const mannersAt =
  ({ manners, hosts }: Pick<Configuration, 'manners' | 'hosts'>) =>
  (host: string) =>
    hosts[host] ?? manners;

/** Names everything that is wrong at once, never a value. */
export class ConfigurationError extends Error {}

/**
 * Reads a configuration in JSON. A text that is `${NAME}` as a whole stands for a secret, so that the
 * file need hold none.
 *
 * @param secretOf a secret by its name; empty or undefined when there is none
 * @throws {ConfigurationError}
 */
export function readConfiguration(
  text: string,
  secretOf: (name: string) => string | undefined,
): Configuration {
  const missing: string[] = [];
  let given: unknown;
  try {
    given = JSON.parse(text, (_key, value: unknown) => {
      const name = typeof value === 'string' && /^\$\{(\w+)\}$/.exec(value)?.[1];
      if (!name) return value;
      const secret = secretOf(name);
      if (!secret) missing.push(name);
      return secret;
    });
  } catch {
    throw new ConfigurationError('The configuration is not JSON');
  }
  if (missing.length > 0) {
    throw new ConfigurationError(`The configuration names what is not set: ${missing.join(', ')}`);
  }
  const { data, error } = configuration.safeParse(given);
  if (data !== undefined) return data;
  throw new ConfigurationError(
    `The configuration is not right:\n  ${sentencesOf(error).join('\n  ')}`,
  );
}
