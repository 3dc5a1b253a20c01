import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_BODY_LIMIT } from '@/middleware/endpoint';
import { call, newEmail, PASSWORD, signUp } from '../support/api';
import {
  type Callers,
  callAsIs,
  endpointsWith,
  expectNamed,
  json,
  pathOf,
  signInCallers,
} from '../support/bad-requests';
import { exampleOf, fieldsOf, inputSchema } from '../support/schema-fields';
import { expectProblem } from '../support/shapes';

let callers: Callers;

beforeAll(async () => {
  callers = await signInCallers();
});

const utf8 = (text: string) => Buffer.from(text, 'utf8');
const nested = (open: string, close: string, depth: number) =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;

/** More than any server has to take before it says no. */
const ENDLESS_BYTES = 32 * 1024 * 1024;

const notJson: [what: string, body: Uint8Array][] = [
  ['nothing', utf8('')],
  ['a space', utf8(' ')],
  ['a word', utf8('hello')],
  ['a form', utf8('email=ada%40example.org&password=x')],
  ['an object that does not end', utf8('{"email":"ada@example.org"')],
  ['half an object', utf8('{')],
  ['half a text', utf8('"ada')],
  ['an object and more', utf8('{}{}')],
  ['an object and U+0000', utf8('{}\u0000')],
  ['single quotes', utf8("{'email':'ada@example.org'}")],
  ['a comma too many', utf8('{"email":"ada@example.org",}')],
  ['a comment', utf8('{/* */}')],
  ['undefined', utf8('{"email":undefined}')],
  ['NaN', utf8('NaN')],
  ['Infinity', utf8('[-Infinity]')],
  ['a number in hexadecimal', utf8('{"email":0x10}')],
  ['a number that begins with 0', utf8('{"email":01}')],
  ['a raw line break in a text', utf8('{"email":"a\nb"}')],
  ['a raw U+0000 in a text', utf8('{"email":"a\u0000b"}')],
  ['an escape that is none', utf8('{"email":"\\x41"}')],
  ['an escape that is cut off', utf8('{"email":"\\u00"}')],
  ['U+00A0 for a space', utf8('\u00a0{}')],
  ['a byte order mark in the middle', utf8('{\ufeff}')],
  ['lists that do not end', utf8('['.repeat(30_000))],
  ['objects that do not end', utf8('{"a":'.repeat(12_000))],
  ['Latin-1', Buffer.from('{"email":"ad\u00e1@example.org"}', 'latin1')],
  ['UTF-8 that is cut off', Buffer.concat([utf8('{"email":"'), Buffer.from([0xf0, 0x9f, 0xa6])])],
  ['UTF-8 cut off in a text', Buffer.from('7b2261223a22c3227d', 'hex')],
  ['UTF-8 longer than need be', Buffer.from('7b2261223a22c080227d', 'hex')],
  ['a surrogate in UTF-8', Buffer.from('7b2261223a22eda080227d', 'hex')],
  ['UTF-8 beyond U+10FFFF', Buffer.from('7b2261223a22f4908080227d', 'hex')],
  ['UTF-16', Buffer.from('{"email":"ada@example.org"}', 'utf16le')],
  ['UTF-16 with its mark', Buffer.from('\ufeff{"email":"ada@example.org"}', 'utf16le')],
  ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
];

/** Keys that could change what all objects have. */
const prototypes: [what: string, body: string][] = [
  ['__proto__', '{"__proto__":{"role":"admin"}}'],
  ['__proto__ in disguise', '{"\\u005f_proto\\u005f_":{"role":"admin"}}'],
  ['__proto__ deep inside', '{"email":[{"a":{"__proto__":null}}]}'],
  ['constructor.prototype', '{"constructor":{"prototype":{"role":"admin"}}}'],
];

/** Types that a body may not have; those that look like the right one most of all. */
const wrongTypes: [what: string, type: string | undefined][] = [
  ['no type', undefined],
  ...[
    'text/plain',
    'text/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=a',
    'application/octet-stream',
    'application/jsonp',
    'application/json5',
    'application/problem+json',
    'application/ld+json',
    'application/json, text/plain',
    'application/json;',
    'application/json; charset=utf-16',
    'application/json; charset=latin1',
    'application/json; charset=',
    'application/json; boundary=a',
    'xapplication/json',
    'json',
    '*/*',
    ';',
    '\u00ff',
    `application/json; charset=${'a'.repeat(4000)}`,
  ].map((type): [string, string] => [type.slice(0, 60), type]),
];

describe.each(endpointsWith('body'))('the body of %s', (_, endpoint) => {
  const { method, bodyLimit: limit = DEFAULT_BODY_LIMIT } = endpoint;
  const path = pathOf(endpoint);
  const schema = inputSchema(endpoint.body);
  const good = JSON.stringify(exampleOf(schema));
  const [, first] = fieldsOf(schema);
  const key = String(first?.path[0]);
  /** Where an object with a field `a` in the first field is wrong. */
  const wrongKey = first?.schema.properties ? `${key}.a` : key;
  const caller = () => callers[endpoint.access];
  const send = (body: BodyInit, headers: Record<string, string> = {}) =>
    call(method, path, json(body as string, { ...caller(), headers }));

  test('is not there', async () => {
    const answer = await call(method, path, caller());
    expectNamed(answer, 415, 'unsupported_media_type', { in: 'body', path: '' });
    expect(answer.json.detail).toContain('A body is missing');
  });

  test.each(notJson)('is not JSON: %s', async (_, body) => {
    expectNamed(await send(body as BodyInit), 400, 'invalid_json', { in: 'body', path: '' });
  });

  test.each(prototypes)('has the key %s', async (_, body) => {
    const answer = await send(body);
    // Where records are taken one by one, each is held to what it may have.
    if (endpoint.lines) expectProblem(answer, 400, 'validation_failed');
    else expectNamed(answer, 400, 'invalid_json', { in: 'body', path: '' });
  });

  test.each(['null', 'true', '0', '-0', '1e400', '""', '"{}"', '[]', '[{}]'])(
    'is JSON of the wrong type: %s',
    async (body) => {
      expectNamed(await send(body), 400, 'validation_failed', { in: 'body', path: '' });
    },
  );

  test.each(wrongTypes)('is said to be %s', async (_, type) => {
    const headers: Record<string, string> = type === undefined ? {} : { 'content-type': type };
    const answer = await callAsIs(method, path, { ...caller(), body: good, headers });
    const place = { in: 'header', path: 'content-type' } as const;
    expectNamed(answer, 415, 'unsupported_media_type', place);
  });

  test('is compressed', async () => {
    const answer = await send(gzipSync(good) as BodyInit, { 'content-encoding': 'gzip' });
    const place = { in: 'header', path: 'content-encoding' } as const;
    expectNamed(answer, 415, 'unsupported_media_type', place);
  });

  describe('is too large', () => {
    const tooLarge = Buffer.alloc(limit + 1, ' ');
    const place = { in: 'body', path: '' } as const;

    test('by a byte, with its length told', async () => {
      expectNamed(await send(tooLarge), 413, 'body_too_large', place);
    });

    test('by a byte, with no length told', async () => {
      const answer = await send(new Blob([tooLarge]).stream());
      expectNamed(answer, 413, 'body_too_large', place);
    });

    test('without end', async () => {
      let sent = 0;
      const endless = new ReadableStream<Uint8Array>({
        pull(controller) {
          sent += tooLarge.length;
          if (sent > ENDLESS_BYTES) controller.close();
          else controller.enqueue(tooLarge);
        },
      });
      expectNamed(await send(endless), 413, 'body_too_large', place);
    });

    test('by what it says alone', async () => {
      const headers = { 'content-type': 'application/json', 'content-length': '99999999999' };
      const answer = await callAsIs(method, path, { ...caller(), headers });
      expectNamed(answer, 413, 'body_too_large', place);
    });

    test('but not when the limit is just reached', async () => {
      const answer = await send(`{${' '.repeat(limit - 2)}}`);
      expect(answer.json?.code).not.toBe('body_too_large');
    });
  });

  describe('is too deep', () => {
    const depthOf = (level: string) => Math.min(100_000, Math.floor((limit - 100) / level.length));
    const lists = nested('[', ']', depthOf('[]'));
    const objects = nested('{"a":', '}', depthOf('{"a":}'));

    test.each([
      ['lists', lists, ''],
      ['objects', objects, 'a'],
      ['objects in a field', `{"${key}":${objects}}`, wrongKey],
    ])('with %s', async (_, body, path) => {
      expectNamed(await send(body), 400, 'validation_failed', { in: 'body', path });
    });
  });

  test('has a field twice: the later counts', async () => {
    const answer = await send(good.replace(/}$/, `,"${key}":false}`));
    expectNamed(answer, 400, 'validation_failed', { in: 'body', path: key });
  });

  test('has more unknown fields than an answer names', async () => {
    const keys = Array.from({ length: 2_000 }, (_, index) => `"?${index}":0`);
    const { errors } = expectProblem(await send(`{${keys}}`), 400, 'validation_failed');
    // Those that are keys of a record are counted, and not looked at.
    const isCounted = inputSchema(endpoint.body).maxProperties !== undefined;
    expect(errors?.length).toBe(isCounted ? 1 : 50);
  });

  /** Keys that engines keep as numbers, far apart or like each other in all but few bits. */
  const crowds: [what: string, keyOf: (index: number) => string][] = [
    ['numbers', (index) => String(index)],
    ['numbers far apart', (index) => String((index * 65_536) % 4_294_967_295)],
    ['the greatest numbers', (index) => String(4_294_967_294 - index)],
    ['numbers that are too great for an index', (index) => `${2 ** 53 + index}`],
    ['negative numbers', (index) => `-${index}`],
    ['words that begin alike', (index) => `${'a'.repeat(40)}${index}`],
  ];
  test.each(crowds)('has as many keys as fit in, all of them %s', async (_, keyOf) => {
    const count = Math.floor(Math.min(limit, 1024 * 1024) / 60);
    const keys = Array.from({ length: count }, (_, index) => `"${keyOf(index)}":0`);
    const answer = await send(`{${keys}}`);
    const { errors } = expectProblem(answer, 400, 'validation_failed');
    expect(errors?.length).toBeLessThanOrEqual(50);
  });
});

describe('a body that is odd but good', () => {
  const signIn = (body: BodyInit, contentType = 'application/json') =>
    call('POST', '/api/auth/sign-in', { body, headers: { 'content-type': contentType } });
  const email = newEmail();
  const good = JSON.stringify({ email, password: PASSWORD });

  beforeAll(async () => {
    await signUp(email);
  });

  test.each([
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    ' application/json ; charset = utf-8 ',
  ])('is said to be %s', async (type) => {
    expect((await signIn(good, type)).status).toBe(200);
  });

  test.each([
    ['with a byte order mark', `\ufeff${good}`],
    ['with space around', `\r\n\t ${good} \n`],
    ['with its text escaped', good.replaceAll('e', '\\u0065')],
    ['with a field twice, the earlier wrong', good.replace('{', '{"password":false,')],
  ])('%s', async (_, body) => {
    expect((await signIn(body)).status).toBe(200);
  });
});
