import { beforeAll, describe, expect, test } from 'vitest';
import { call, signUp } from '../support/api';
import {
  type Callers,
  endpointsWith,
  expectDecent,
  json,
  leastQuery,
  pathOf,
  queryString,
  signInCallers,
} from '../support/bad-requests';
import { spoil } from '../support/bad-values';
import { addTorrent } from '../support/catalogue';
import { edgeRows } from '../support/schema-edges';
import { exampleOf, inputSchema } from '../support/schema-fields';

// The other side of every bound: were these refused as well, nothing would be proved by the rest.

let callers: Callers;
let torrentId: string;

beforeAll(async () => {
  callers = await signInCallers();
  const files = [0, 1, 2_147_483_647].map((index) => ({ index, name: 'a.mp4', sizeBytes: 1 }));
  torrentId = (await addTorrent({ files })).id;
});

/** Bodies with a bound; a pattern alone has none. */
const bounded = endpointsWith('body').filter(
  ([, { body, documentedBody }]) => !documentedBody && edgeRows(inputSchema(body)).length > 0,
);

describe.each(bounded)('the body of %s takes', (_, endpoint) => {
  const schema = inputSchema(endpoint.body);
  const callerOf = async () =>
    endpoint.access === 'user' ? { token: (await signUp()).accessToken } : callers[endpoint.access];

  test.each(edgeRows(schema))('%s', async (_, path, raw) => {
    const example = exampleOf(schema) as object;
    const good = { ...example, ...('torrentId' in example && { torrentId }) };
    const options = json(spoil(good, { path, raw }), await callerOf());
    const answer = await call(endpoint.method, pathOf(endpoint), options);
    expectDecent(answer, endpoint);
    expect(answer.json?.errors).toBeUndefined();
  });
});

const limitRows: ReturnType<typeof edgeRows> = [
  ['limit: 1', ['limit'], '"1"'],
  ['limit: 100', ['limit'], '"100"'],
];

describe.each(endpointsWith('query'))('the query of %s takes', (_, endpoint) => {
  const rows = edgeRows(inputSchema(endpoint.query)).filter(([, [key]]) => key !== 'cursor');

  test.each([...rows, ...limitRows])('%s', async (_, [key], raw) => {
    const query = { ...leastQuery(endpoint), [String(key)]: JSON.parse(raw) };
    const path = `${pathOf(endpoint)}?${queryString(query)}`;
    const answer = await call(endpoint.method, path, callers[endpoint.access]);
    expect(answer.status, answer.text).toBe(200);
    expectDecent(answer, endpoint);
  });
});
