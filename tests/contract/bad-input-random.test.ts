import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Endpoint } from '@/middleware/endpoint';
import { type Answer, call, newEmail, signUp } from '../support/api';
import { almost, almostBytes, anyQuery, anySegment, SEED } from '../support/bad-arbitraries';
import {
  type Callers,
  callAsIs,
  endpointsWith,
  everyEndpoint,
  expectDecent,
  json,
  pathOf,
  signInCallers,
} from '../support/bad-requests';
import { inputSchema, takes } from '../support/schema-fields';

let callers: Callers;

beforeAll(async () => {
  const { accessToken } = await signUp(newEmail(), 'a password that no example has');
  callers = { ...(await signInCallers()), user: { token: accessToken } };
});

/** Sends random requests one after the other; each answer has to be one that may be given. */
const holds = <T>(
  endpoint: Endpoint | undefined,
  requests: fc.Arbitrary<T>,
  send: (request: T) => Promise<Answer>,
  numRuns = 24,
) =>
  fc.assert(
    fc.asyncProperty(requests, async (request) => expectDecent(await send(request), endpoint)),
    { seed: SEED, numRuns, endOnFailure: true },
  );

describe(`random requests of seed ${SEED} are answered decently`, () => {
  test.each(endpointsWith('body'))('%s: JSON', async (_, endpoint) => {
    const schema = inputSchema(endpoint.documentedBody ?? endpoint.body);
    await holds(endpoint, almost(schema), (text) =>
      call(endpoint.method, pathOf(endpoint), json(text, callers[endpoint.access])),
    );
  });

  test.each(endpointsWith('body'))('%s: bytes', async (_, endpoint) => {
    const schema = inputSchema(endpoint.documentedBody ?? endpoint.body);
    await holds(endpoint, almostBytes(almost(schema)), (bytes) =>
      call(endpoint.method, pathOf(endpoint), {
        ...callers[endpoint.access],
        body: bytes as BodyInit,
        headers: { 'content-type': 'application/json' },
      }),
    );
  });

  test.each(everyEndpoint)('%s: queries', async (_, endpoint) => {
    const query = anyQuery(endpoint.query && inputSchema(endpoint.query));
    const runs = endpoint.query ? 70 : 15;
    const send = (query: string) =>
      callAsIs(endpoint.method, `${pathOf(endpoint)}?${query}`, callers[endpoint.access]);
    await holds(endpoint, query, send, runs);
  });

  test.each(endpointsWith('params'))('%s: paths', async (_, endpoint) => {
    const { properties = {} } = inputSchema(endpoint.params);
    const [[name, schema]] = Object.entries(properties) as [[string, object]];
    const segment = anySegment.filter((text) => !takes(schema, decodeURIComponent(text)));
    await holds(endpoint, segment, async (segment) => {
      const path = endpoint.path.replace(`{${name}}`, segment);
      const answer = await callAsIs(endpoint.method, path, callers[endpoint.access]);
      expect(answer.status, path).toBe(400);
      return answer;
    });
  });

  test('unknown paths', async () => {
    const path = fc.array(anySegment, { minLength: 1, maxLength: 4 });
    const method = fc.constantFrom('GET', 'POST', 'PATCH', 'DELETE');
    await holds(undefined, fc.tuple(method, path), async ([method, path]) => {
      const answer = await callAsIs(method, `/api/${path.join('/')}`);
      expect(answer.status).toBe(404);
      return answer;
    });
  });
});
