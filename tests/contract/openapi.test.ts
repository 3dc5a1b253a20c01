import { expect, test } from 'vitest';
import { z } from 'zod';
import { endpoints } from '@/controllers/table';
import { call } from '../support/api';
import { methods } from '../support/endpoints';
import { expectShape } from '../support/shapes';

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
