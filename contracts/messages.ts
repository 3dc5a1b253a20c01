import * as z from 'zod';

const types: Record<string, string> = {
  string: 'a string',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'an array',
  object: 'an object',
  record: 'an object',
};

const formats: Record<string, string> = {
  email: 'must be an e-mail address',
  guid: 'must be a UUID',
  datetime: 'must be a time with its zone, such as 2026-01-31T12:00:00Z (RFC 3339)',
};

/** What has a length, and what it is counted in; else a limit is of a number. */
const units: Record<string, string> = { string: 'characters', array: 'items' };

/** Unknown fields that one sentence names. */
const NAMES_MAX = 10;

/** What is wrong, as the end of a sentence that begins with the name of the field. */
function messageOf(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return 'is required';
      return `must be ${types[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined ? 'is required' : `must be ${oneOf(issue.values)}`;
    case 'invalid_format':
      return formats[issue.format] ?? `must match ${issue.pattern}`;
    case 'too_small':
      if (issue.minimum === 1 && issue.origin in units) return 'must not be empty';
      return limit('at least', issue.minimum, issue.origin);
    case 'too_big':
      return limit('at most', issue.maximum, issue.origin);
    case 'unrecognized_keys':
      return `has unknown fields: ${issue.keys.slice(0, NAMES_MAX).join(', ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'has a wrong key';
    case 'invalid_union':
      if (Array.isArray(issue.options)) return `must be ${oneOf(issue.options)}`;
      return issue.errors.map(([first]) => first?.message).join(', or ');
    default:
      return 'is not valid';
  }
}

const oneOf = (values: readonly unknown[]) =>
  values.length === 1 ? String(values[0]) : `one of ${values.join(', ')}`;

const limit = (bound: string, size: number | bigint, origin: string) =>
  origin in units ? `must have ${bound} ${size} ${units[origin]}` : `must be ${bound} ${size}`;

z.config({ customError: messageOf });

/** A place and what is wrong with it. `path` is dotted; empty for the whole. */
interface Fault {
  path: string;
  message: string;
}

/** The first faults of all there are; each unknown field is one. */
export const faultsOf = ({ issues }: z.ZodError, max: number): Fault[] =>
  issues
    .slice(0, max)
    .flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.slice(0, max).map((key) => ({
            path: [...issue.path, key].join('.'),
            message: 'is not a known field',
          }))
        : [{ path: issue.path.join('.'), message: issue.message }],
    )
    .slice(0, max);

/** All faults, each as a sentence. */
export const sentencesOf = ({ issues }: z.ZodError): string[] =>
  issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim());
