import { beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { endpoints } from '@/controllers/table';
import { mediaTypes } from '@/middleware/media-types';
import { call, host } from '../support/api';
import { type Asker, methods, newAsker } from '../support/endpoints';
import { expectProblem, expectShape } from '../support/shapes';

let asker: Asker;
beforeAll(async () => {
  asker = await newAsker();
});

test('the document is OpenAPI 3.1 and has every endpoint', async () => {
  const shape = z.looseObject({
    openapi: z.string().regex(/^3\.1\./),
    paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  });
  const document = expectShape(await call('GET', '/api/openapi.json'), 200, shape);
  const declared = endpoints.map(({ method, path }) => `${method} ${path}`);
  const documented = Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.keys(operations)
      .filter((key) => (methods as readonly string[]).includes(key.toUpperCase()))
      .map((key) => `${key.toUpperCase()} ${path}`),
  );
  expect(documented.sort()).toEqual(declared.sort());
});

const withBody = endpoints.filter(({ body }) => body !== undefined);

test.each(withBody)(
  'the document says how large a body of $method $path may be',
  async ({ method, path, bodyType }) => {
    const answer = await call(method, asker.urlOf(path), {
      token: asker.token,
      key: host.ingestKey,
      headers: { 'content-type': mediaTypes[bodyType ?? 'json'] },
      body: ' '.repeat(9 * 1024 * 1024),
    });
    const { errors = [] } = expectProblem(answer, 413, 'body_too_large');
    const [limit] = /\d+ bytes/.exec(errors[0]?.message ?? '') ?? [];
    const { paths } = (await call('GET', '/api/openapi.json')).json;
    expect(paths[path][method.toLowerCase()].requestBody.description).toContain(limit);
  },
);
