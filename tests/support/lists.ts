import type * as z from 'zod';
import { type Call, call, host } from './api';
import { expectShape } from './shapes';

type PageShape = z.ZodType<{ items: unknown[]; nextCursor: string | null }>;

/** The pages of a list, from the first to the last, each held to its shape. */
export async function* pagesOf<Shape extends PageShape>(
  path: string,
  shape: Shape,
  options: Call = {},
): AsyncGenerator<z.output<Shape>> {
  const url = new URL(path, host.baseUrl);
  for (let cursor: string | null = ''; cursor !== null; ) {
    if (cursor !== '') url.searchParams.set('cursor', cursor);
    const answer = await call('GET', url.pathname + url.search, options);
    const page = expectShape(answer, 200, shape);
    yield page;
    cursor = page.nextCursor;
  }
}
