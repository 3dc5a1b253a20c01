import { z } from 'zod';
import { visibleText } from '../../contracts/common';
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

/** Which sources there are, and how they are asked. */
const configuration = z.strictObject({
  /** Where those who run the sources reach those who ask: an address, of a page or of mail. */
  contact: visibleText(200).optional(),
  /** Private hosts that may be reached, `host:port`: for development. */
  allowedHosts: z.array(z.string()).default([]),
  sources: z
    .array(source)
    .min(1)
    .refine((sources) => new Set(sources.map(({ id }) => id)).size === sources.length, {
      error: 'must not use an id twice',
    }),
});
export type Configuration = z.infer<typeof configuration>;

/** Names everything that is wrong at once, never a value. */
export class ConfigurationError extends Error {}

/** @throws {ConfigurationError} */
export function readConfiguration(text: string): Configuration {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    throw new ConfigurationError('The configuration is not JSON');
  }
  const { data, error } = configuration.safeParse(given);
  if (data !== undefined) return data;
  const wrong = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
  throw new ConfigurationError(`The configuration is not right:\n  ${wrong.join('\n  ')}`);
}
