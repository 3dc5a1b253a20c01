import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { call, newEmail, newInfoHash, PASSWORD, signUp } from '../support/api';
import {
  type Callers,
  endpointsWith,
  expectDecent,
  expectNamed,
  leastQuery,
  pathOf,
  queryString,
  signInCallers,
} from '../support/bad-requests';
import { addTorrents, newWord } from '../support/catalogue';
import { inputSchema } from '../support/schema-fields';

/** The lists that go on by a cursor. */
const lists = endpointsWith('query').filter(
  ([, { query }]) => inputSchema(query).properties?.cursor !== undefined,
);

/** A word that several torrents have in their names. */
const word = newWord();

let callers: Callers;
/** A genuine cursor of each list, by its name. */
const genuine = new Map<string, string>();

beforeAll(async () => {
  const email = newEmail();
  await signUp(email);
  const session = await call('POST', '/api/auth/sign-in', { json: { email, password: PASSWORD } });
  callers = { ...(await signInCallers()), user: { token: session.json.accessToken } };
  const torrents = await addTorrents(...[1, 2, 3].map((number) => ({ name: `${word} ${number}` })));
  for (const { id: torrentId } of torrents) {
    const json = { torrentId, progressPercent: 50 };
    await call('POST', '/api/watch-history', { ...callers.user, json });
  }
  await signUp();
  for (const infoHash of [newInfoHash(), newInfoHash()]) {
    const json = { infoHashes: [infoHash], reason: 'for a list of two' };
    await call('POST', '/api/admin/blocks', { ...callers.admin, json });
  }
  for (const name of ['the first of two', 'the second']) {
    await call('POST', '/api/admin/api-keys', { ...callers.admin, json: { name } });
  }
  for (const [name, endpoint] of lists) {
    const { status, json } = await ask(endpoint, { limit: '1' });
    expect([name, status, typeof json.nextCursor]).toEqual([name, 200, 'string']);
    genuine.set(name, json.nextCursor);
  }
});

type List = (typeof lists)[number][1];

function ask(endpoint: List, query: Record<string, string>) {
  const least = leastQuery(endpoint);
  const whole = { ...least, ...('q' in least && { q: word }), ...query };
  const path = `${pathOf(endpoint)}?${queryString(whole)}`;
  return call(endpoint.method, path, callers[endpoint.access]);
}

async function expectRefused(endpoint: List, cursor: string) {
  const answer = await ask(endpoint, { cursor });
  expectNamed(answer, 400, 'invalid_cursor', { in: 'query', path: 'cursor' });
}

const encode = (text: string) => Buffer.from(text).toString('base64url');
/** What a cursor says, without the seal that some have after it. */
const decode = (cursor: string) =>
  Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString();

const fantasies: [what: string, cursor: string][] = [
  ['a word', 'next'],
  ['a number', '2'],
  ['a UUID', randomUUID()],
  ['spaces', '   '],
  ['U+0000', '\u0000'],
  ['an emoji', '\u{1f984}'],
  ['not base64', '****'],
  ['random bytes', '_-7C3q2vAAECA_____8'],
  ['UTF-8 that is cut off', Buffer.from('f09fa6', 'hex').toString('base64url')],
  ...['null', '0', '{}', '[]', '[[]]', '"latest"', '{"time":0}', '["latest"]', '[null,null]'].map(
    (text): [string, string] => [text, encode(text)],
  ),
  ['deep lists', encode('['.repeat(180) + ']'.repeat(180))],
];

/** Values that a key of a cursor cannot have, whichever it is, and those that look as if it could. */
const badParts: Record<string, string[]> = {
  id: ['"x"', '"me"', '""', '1', 'null', '{}', '[]', '"\\u0000"', `"${randomUUID()}0"`, '"nil"'],
  time: ['8640000000000000', '-8640000000000000', '8640000000000001', '253402300800000'],
  rank: ['9007199254740993', '0.5'],
  tie: ['"x"', '""', '1', 'null', '"-1"', '"1e9"', '"9999999999999999"', '"\\u0000"'],
  phase: ['"none"', '""', '1', 'null'],
  from: ['-1', '1', '1025', '9007199254740992', '17179870208'],
  to: ['-1', '1', '1025', '9007199254740992', '17179870208'],
  hasTitles: ['"true"', '1', 'null'],
  top: ['-1', '9007199254740992', '17179869185'],
  total: ['-1', '1e7', '0.5'],
  relation: ['"none"', '1', 'null'],
  meaning: ['""', '1', '{}', JSON.stringify('a'.repeat(201))],
};
const notNumbers = ['NaN', 'Infinity', '1e999', '-1e999', '1e400', '"1"', '"now"', 'null', '[]'];
const notWhole = ['0.5', '1e-7', '1e21', '9007199254740993'];

/** Ways to put another value into a genuine cursor, for each of its keys. */
function tamperings(cursor: string): [what: string, cursor: string][] {
  const [kind, key] = JSON.parse(decode(cursor)) as [string, Record<string, unknown>];
  const withRaw = (name: string, raw: string) => {
    const parts = Object.entries({ ...key, [name]: '@' }).map(
      ([part, value]) => `"${part}":${part === name ? raw : JSON.stringify(value)}`,
    );
    return encode(`[${JSON.stringify(kind)},{${parts}}]`);
  };
  const rows: [string, string][] = Object.entries(key).flatMap(([name, value]) => {
    const { [name]: _, ...rest } = key;
    const numbers = typeof value === 'number' ? notNumbers : [];
    const whole = name === 'time' ? notWhole : [];
    return [
      [`no ${name}`, encode(JSON.stringify([kind, rest]))] as [string, string],
      ...[...(badParts[name] ?? []), ...numbers, ...whole].map((raw): [string, string] => [
        `${name}: ${raw}`,
        withRaw(name, raw),
      ]),
    ];
  });
  return [
    ...rows,
    ['one key more', withRaw('extra', '1')],
    ['__proto__', withRaw('__proto__', '{}')],
    ['one part more', encode(JSON.stringify([kind, key, 0]))],
    ['no kind', encode(JSON.stringify([key]))],
    ['another kind', encode(JSON.stringify(['another', key]))],
  ];
}

describe.each(lists)('%s', (name, endpoint) => {
  const own = () => genuine.get(name) as string;

  test('goes on by its own cursor', async () => {
    expect((await ask(endpoint, { cursor: own() })).status).toBe(200);
  });

  test.each(fantasies)('refuses %s', (_, cursor) => expectRefused(endpoint, cursor));

  test.each(lists.map(([other]) => other).filter((other) => other !== name))(
    'refuses the cursor of %s',
    (other) => expectRefused(endpoint, genuine.get(other) as string),
  );

  test('refuses its own cursor when it is cut off', async () => {
    const cursor = own();
    for (let length = 1; length < cursor.length; length += 3) {
      const cut = cursor.slice(0, length);
      // What the last character held alone may have been nothing but padding.
      if (cursor.includes('.') || decode(cut) !== decode(cursor))
        await expectRefused(endpoint, cut);
    }
  });

  test('refuses its own cursor when a value is another', async () => {
    for (const [what, cursor] of tamperings(own())) {
      await expectRefused(endpoint, cursor).catch((error: Error) => {
        throw new Error(`${what}: ${error.message}`);
      });
    }
  });
});

/** A search believes what its cursor says, so that it takes those alone that it has given out. */
const isSearch = ([, { path }]: (typeof lists)[number]) => path === '/api/torrents/search';

test.each(lists.filter(isSearch))('%s refuses a cursor that could be its own', async (...list) => {
  const [name, endpoint] = list;
  const own = genuine.get(name) as string;
  const [kind, key] = JSON.parse(decode(own));
  const [, seal] = own.split('.');
  await expectRefused(endpoint, encode(JSON.stringify([kind, key])));
  for (const other of [
    { rank: Number.MIN_SAFE_INTEGER },
    { tie: '0' },
    { from: 1024, to: 2048 },
    { from: 0, to: 2 ** 34 },
    { top: 1 },
    { phase: 'files' },
    { meaning: 'nothing of the kind' },
  ]) {
    const text = encode(JSON.stringify([kind, { ...key, ...other }]));
    await expectRefused(endpoint, text);
    await expectRefused(endpoint, `${text}.${seal}`);
  }
});

test.each(lists.filter((list) => !isSearch(list)))(
  '%s answers a cursor that could be its own',
  async (name, endpoint) => {
    const [kind, key] = JSON.parse(decode(genuine.get(name) as string));
    for (const time of [0, -1, 1, Date.UTC(1999, 0), Date.UTC(9999, 0), -62135596800000]) {
      for (const id of ['00000000-0000-0000-0000-000000000000', key.id.toUpperCase()]) {
        const cursor = encode(JSON.stringify([kind, { ...key, time, id }]));
        expectDecent(await ask(endpoint, { cursor }), endpoint);
      }
    }
  },
);
