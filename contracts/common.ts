import * as z from 'zod';
// Not by `z.core`: as an object of its own that brings all of Zod, its fifty languages too, into each bundle.
import { $constructor, util } from 'zod/v4/core';
import './messages';
import { parseUrl } from './urls';

/**
 * Text that PostgreSQL and JSON can both hold: well-formed Unicode without U+0000.
 * Lengths count code points, as JSON Schema does.
 */
export const text = (max: number) =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((value) => !value.includes('\u0000'), { error: 'must not contain U+0000' })
    .refine((value) => value.isWellFormed(), { error: 'must be well-formed Unicode' });

/** Text that is not blank. */
export const visibleText = (max: number) =>
  text(max).refine((value) => visible.test(value), { error: 'must not be blank' });

/** Neither white space nor invisible; nor the blank pattern of braille, which Unicode counts as a symbol. */
const visible = /[^\s\p{Cf}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A URL with a host: the parser alone would accept `udp:` without one, and repair `http:host`. */
const urlWith = (schemes: readonly string[], max: number) => {
  const start = new RegExp(`^(?:${schemes.join('|')})://[^/?#]`, 'i');
  return text(max)
    .refine((value) => start.test(value) && parseUrl(value) !== null, {
      error: `must be a URL (${schemes.join(', ')})`,
    })
    .meta({ format: 'uri' });
};

const URL_MAX = 2048;
export const webUrl = urlWith(['http', 'https'], URL_MAX);
export const trackerUrl = urlWith(['http', 'https', 'udp', 'ws', 'wss'], URL_MAX);

/** The characters of a path, a query or a fragment. */
const uriPart = String.raw`(?:[\w.~:/@!$&'()*+,;=?-]|%[\da-f]{2})*`;
const uri = new RegExp(
  String.raw`^\w+://[\w.~!$&'()*+,;=:@%[\]-]*(?:[/?]${uriPart})?(?:#${uriPart})?$`,
  'i',
);

/** The URL as RFC 3986 writes it: other apps than browsers may not open one that needs to be repaired. */
function toUri(url: string): string {
  if (uri.test(url)) return url;
  const { href } = new URL(url);
  const [, origin = '', path = '', fragment = ''] =
    /^(\w+:\/\/[^/?#]*)([^#]*)(.*)$/.exec(href) ?? [];
  return origin + escaped(path) + fragment.charAt(0) + escaped(fragment.slice(1));
}

const escaped = (part: string) =>
  part.replace(/%(?![\da-f]{2})|[^\w.~:/@!$&'()*+,;=?%-]/gi, encodeURIComponent);

/** A web address that comes back in answers. */
export const toldUrl = webUrl
  .transform(toUri)
  .refine((url) => url.length <= URL_MAX, {
    error: `must have at most ${URL_MAX} characters as a URI`,
  })
  .meta({ format: 'uri' });

/** Faults of one list that an answer names. */
const FAULTS_MAX = 20;

interface ListDef extends z.core.$ZodArrayDef {
  max: number;
}

const List = $constructor<z.ZodArray, ListDef>('List', (list, def) => {
  z.ZodArray.init(list, def);
  const { parse } = list._zod;
  list._zod.parse = (payload, context) => {
    const { value: given } = payload;
    if (!Array.isArray(given) || given.length > def.max) return parse(payload, context);
    const items: unknown[] = [];
    payload.value = items;
    for (const [place, value] of given.entries()) {
      const item = def.element._zod.run({ value, issues: [] }, context) as z.core.ParsePayload;
      items.push(item.value);
      payload.issues.push(...util.prefixIssues(place, item.issues));
      if (payload.issues.length >= FAULTS_MAX) break;
    }
    return payload;
  };
});

/**
 * A list whose check stops after some faults: a body of a few MiB has room for millions of them, and
 * Zod makes an object of each.
 */
export const listOf = <Item extends z.ZodType>(item: Item, max: number) =>
  new List({ type: 'array', element: item, max }).max(max) as z.ZodArray<Item>;

/** A record whose keys are counted before any is looked at, for the same reason. */
export const recordOf = <Key extends z.ZodType<string, string>, Value extends z.ZodType>(
  key: Key,
  value: Value,
  max: number,
) =>
  z
    .preprocess(
      (given, { addIssue }) => {
        if (typeof given !== 'object' || given === null || Object.keys(given).length <= max) {
          return given;
        }
        addIssue({ code: 'custom', message: `must have at most ${max} keys` });
        return z.NEVER;
      },
      z.record(key, value),
    )
    .meta({ maxProperties: max });

const earliest = Date.UTC(1000, 0, 1);

/** RFC 3339 with any offset, from the year 1000 to 9999. */
export const timestamp = z.iso
  .datetime({ offset: true, abort: true })
  .refine(
    (value) => {
      const time = Date.parse(value);
      return time >= earliest && new Date(time).getUTCFullYear() <= 9999;
    },
    { error: 'must lie between the years 1000 and 9999' },
  )
  .meta({ example: '2026-01-31T12:00:00.000Z' });

/** A time as answers give it: RFC 3339 in UTC with milliseconds. */
export const utcTime = z.iso
  .datetime({ precision: 3 })
  .meta({ example: '2026-01-31T12:00:00.000Z' });

/** In lower case, as PostgreSQL gives it back. */
export const uuid = z
  .guid()
  .toLowerCase()
  .meta({ example: '5f0c9d1e-6c1b-4c86-9a3e-2b7f6f1d0a11' });

/** How many there are of something. */
export const count = z.int().min(0);

/** A number of bytes, exact up to 2^53 - 1. */
export const sizeBytes = z.int().min(0).meta({ example: 129241752 });

/** Position of a file in its torrent, from 0, padding files counted (BEP 53). */
export const fileIndex = z.int().min(0).max(2_147_483_647).meta({ example: 0 });

/** Documents a text of the query string as the number that it stands for. */
const asInteger = (min: number, max: number, fallback?: number) => ({
  override: ({ jsonSchema }: { jsonSchema: Record<string, unknown> }) => {
    delete jsonSchema.pattern;
    Object.assign(jsonSchema, { type: 'integer', minimum: min, maximum: max });
    if (fallback !== undefined) jsonSchema.default = fallback;
  },
});

const wholeNumber = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,16}$/, { error: 'must be a whole number' })
    .transform(Number)
    .pipe(z.number().min(min).max(max));

/** A whole number in a query string that may be left out. */
export const queryInteger = (min: number, max: number) =>
  wholeNumber(min, max).optional().meta(asInteger(min, max));

/** Some of the given words, separated by commas; a repeated one counts once. */
export const commaSeparated = <const Word extends string>(words: readonly Word[]) => {
  const word = `(?:${words.join('|')})`;
  const error = `must be some of ${words.join(', ')}, separated by commas`;
  return z
    .string()
    .regex(new RegExp(`^${word}(?:,${word})*$`), { error })
    .transform((value) => [...new Set(value.split(','))] as Word[]);
};

/** How many items of a list are wanted. */
export const limitOr = (usual: number) =>
  wholeNumber(1, 100)
    .default(usual)
    .meta({ ...asInteger(1, 100, usual), description: 'How many items to answer.' });

/** What every list takes: how many, and where to go on. */
export const pageQuery = {
  limit: limitOr(20),
  cursor: z
    .string()
    .min(1)
    .max(2048)
    .optional()
    .meta({ description: '`nextCursor` of the page before. Opaque: pass it on as it is.' }),
};

/** What every list answers. */
export const page = <Item extends z.ZodType>(item: Item) => ({
  items: z.array(item),
  nextCursor: z
    .string()
    .nullable()
    .meta({ description: 'Pass it as `cursor` for the next page; null on the last.' }),
});

export const problem = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int().min(400).max(599),
    detail: z.string(),
    instance: z.string(),
    code: z.string().meta({ description: 'Stable name of the error, made for programs.' }),
    requestId: z.string(),
    errors: z
      .array(
        z.strictObject({
          in: z.enum(['body', 'query', 'path', 'header']),
          path: z.string().meta({ description: 'Dotted path of the field; empty for the whole.' }),
          message: z.string(),
        }),
      )
      .optional(),
  })
  .meta({
    id: 'Problem',
    description: 'An error as RFC 9457 describes it.',
    example: {
      type: '/docs/errors#validation_failed',
      title: 'Invalid request',
      status: 400,
      detail: 'email must be an e-mail address.',
      instance: '/api/auth/sign-up',
      code: 'validation_failed',
      requestId: '0b4a3b0a-1c1e-4f5e-9d0a-0a6a9f7c2d11',
      errors: [{ in: 'body', path: 'email', message: 'must be an e-mail address' }],
    },
  });
export type Problem = z.infer<typeof problem>;
