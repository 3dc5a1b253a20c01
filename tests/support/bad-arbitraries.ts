import fc from 'fast-check';
import { exampleOf, type JsonSchema, withoutNull } from './schema-fields';

/** Where random requests begin: the same number makes the same ones, another one others. */
export const SEED = Number(process.env.FUZZ_SEED ?? 20_260_131);

/** Text of any UTF-16 units, more often of what means something to somebody. */
export const anyText = fc
  .array(
    fc.oneof(
      fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0x20, max: 0x7e }).map((unit) => String.fromCharCode(unit)),
      fc.integer({ min: 0x10000, max: 0x10ffff }).map((point) => String.fromCodePoint(point)),
      fc.constantFrom('\u0000', '\ud800', '\udfff', '\ufeff', '\u202e', '\ufdfa', '\u0301', '\\'),
      fc.constantFrom('%', '<->', ':*', '|', '&', '!', '(', ')', '"', "'", '-', ' ', '; ', '$1'),
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** JSON text of any value, odd numbers and keys among them. */
const anyJson = fc.oneof(
  fc.json(),
  anyText.map((text) => JSON.stringify(text)),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.dictionary(anyText, fc.constantFrom(null, 0, 'a')).map((object) => JSON.stringify(object)),
  fc.constantFrom('null', 'true', '-0', '1e400', '-1e400', '1e-400', '9007199254740993', '-1'),
  fc.constantFrom('{"constructor":1}', '[[[[]]]]', '{"a":{"b":{}}}', '"9999-12-31T23:59:59Z"'),
);

/** JSON text that is nearly what the schema takes: here and there something is else, or missing. */
export const almost = (schema: JsonSchema): fc.Arbitrary<string> =>
  fc.oneof({ weight: 40, arbitrary: mostly(schema) }, { weight: 1, arbitrary: anyJson });

function mostly(schema: JsonSchema): fc.Arbitrary<string> {
  const { choice } = withoutNull(schema);
  const { properties, items, additionalProperties, example } = choice;
  const { type, pattern, format, minimum: min = 0, maximum: max = 0 } = choice;
  if (properties) {
    const members = Object.entries(properties).map(([key, part]) =>
      fc.option(member(fc.constant(key), part), { freq: 40, nil: undefined }),
    );
    return fc.tuple(...members).map((texts) => object(texts.filter((text) => text !== undefined)));
  }
  if (additionalProperties) {
    const key = fc.oneof(fc.constantFrom(...Object.keys(example ?? {})), anyText);
    return fc.array(member(key, additionalProperties), { maxLength: 4 }).map(object);
  }
  if (items) return fc.array(almost(items), { maxLength: 3 }).map((texts) => `[${texts}]`);
  const good = fc.constant(JSON.stringify(exampleOf(choice)));
  if (type === 'integer') return fc.oneof(good, fc.integer({ min, max }).map(String));
  if (type !== 'string') return good;
  // No example of a hash: it would be that of something others look at.
  const hasExample = pattern === undefined || format !== undefined;
  const fresh = pattern === undefined ? anyText : fc.stringMatching(new RegExp(pattern));
  const text = fresh.map((text) => JSON.stringify(text));
  return hasExample ? fc.oneof({ weight: format ? 20 : 2, arbitrary: good }, text) : text;
}

const member = (key: fc.Arbitrary<string>, part: JsonSchema) =>
  fc.tuple(key, almost(part)).map(([key, text]) => `${JSON.stringify(key)}:${text}`);

const object = (members: string[]) => `{${members}}`;

/** Bytes of any kind, or of a text in which some of them have changed. */
export const almostBytes = (text: fc.Arbitrary<string>): fc.Arbitrary<Uint8Array> =>
  fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc
      .tuple(text, fc.nat(), fc.nat({ max: 8 }), fc.uint8Array({ maxLength: 4 }))
      .map(([text, place, length, other]) => {
        const bytes = Buffer.from(text);
        const start = bytes.length === 0 ? 0 : place % bytes.length;
        return Buffer.concat([bytes.subarray(0, start), other, bytes.subarray(start + length)]);
      }),
  );

/** A query string: known and unknown parameters, decently encoded or not. */
export function anyQuery(schema: JsonSchema | undefined): fc.Arbitrary<string> {
  const known = Object.entries(schema?.properties ?? {}).map(([name, part]) => {
    const value = fc.oneof(anyText, fc.constant(String(exampleOf(part))));
    const given = value.map((value): [string, string] => [name, value]);
    return fc.option(given, { freq: schema?.required?.includes(name) ? 20 : 1, nil: undefined });
  });
  const pair = fc.tuple(anyText, anyText);
  const unknown = fc.oneof({ weight: 9, arbitrary: fc.constant(undefined) }, pair);
  const decent = fc
    .tuple(...known, unknown)
    .map((pairs) => new URLSearchParams(pairs.filter((pair) => pair !== undefined)).toString());
  return fc.oneof({ weight: 4, arbitrary: decent }, fc.stringMatching(/^[!-~]{0,60}$/));
}

/** A part of a path, encoded; none that leads to another path. */
export const anySegment = anyText
  .map((text) => encodeURIComponent(text.toWellFormed()))
  .filter((segment) => !/^\.*$/.test(segment));
