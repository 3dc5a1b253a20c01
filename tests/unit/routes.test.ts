import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { expect, test } from 'vitest';
import { endpoints } from '@/controllers/table';

const root = join(import.meta.dirname, '../../app/api');
const catchAll = '/api/[[...path]]';

/** Folders of Next's router as the paths that they stand for, each with its source. */
const sources = new Map(
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => /(^|[/\\])route\.[a-z]+$/.test(file))
    .map((file) => [pathOf(file), readFileSync(join(root, file), 'utf8')]),
);

function pathOf(file: string): string {
  const folders = relative(root, join(root, dirname(file)))
    .split(sep)
    .filter(Boolean);
  return ['/api', ...folders].join('/').replace(/\[(\w+)\]/g, '{$1}');
}

const paths = [...new Set(endpoints.map(({ path }) => path))].sort();

test('every path of the table has its folder, and every folder its path', () => {
  const bound = [...sources.keys()].filter((path) => path !== catchAll);
  expect(bound.sort()).toEqual(paths);
});

/** The line that every folder has, however the formatter breaks it. */
const binding = (argument: string) =>
  new RegExp(
    `^export const \\{ GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS \\} = bind\\(\\s*${argument},?\\s*\\);$`,
    'm',
  );
const literal = (path: string) => `'${path.replace(/[{}.]/g, '\\$&')}'`;

test.each(paths)('the folder of %s binds that very path', (path) => {
  expect(sources.get(path)).toMatch(binding(literal(path)));
});

test('what has no folder is answered by the API as well', () => {
  expect(sources.get(catchAll)).toMatch(binding(''));
});

test.each([...sources])('%s is never answered from the time of the build', (_path, source) => {
  expect(source.split('\n')).toContain("export const dynamic = 'force-dynamic';");
});

test('every endpoint has a name of its own', () => {
  const names = endpoints.map(({ operationId }) => operationId);
  expect(names).toEqual([...new Set(names)]);
});

test('every method of a path is declared once', () => {
  const calls = endpoints.map(({ method, path }) => `${method} ${path}`);
  expect(calls).toEqual([...new Set(calls)]);
});
