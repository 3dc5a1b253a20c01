import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { endpoints } from '@/controllers/table';
import { securityHeadersOf } from '@/lib/security-headers';

const read = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const vercel = read('vercel.json');

test('each cron calls an endpoint that is for it, once a day, which every plan allows', () => {
  expect(vercel.crons).toHaveLength(endpoints.filter(({ access }) => access === 'cron').length);
  for (const { path, schedule } of vercel.crons) {
    expect(endpoints).toContainEqual(
      expect.objectContaining({ method: 'GET', path, access: 'cron' }),
    );
    expect(existsSync(`app${path}/route.ts`)).toBe(true);
    expect(schedule).toMatch(/^\d{1,2} \d{1,2} \* \* \*$/);
  }
});

test('what is set for functions is set for some, of which Vercel takes the first that matches', () => {
  const routes = readdirSync('app', { recursive: true }).map((path) => `app/${path}`);
  const patterns = Object.keys(vercel.functions).map((pattern) => {
    const parts = pattern.split('**/').map((part) => part.replaceAll('.', '\\.'));
    return new RegExp(`^${parts.join('(?:.*/)?')}$`);
  });
  const taken = routes.map((route) => patterns.find((pattern) => pattern.test(route)));
  for (const pattern of patterns) expect(taken).toContain(pattern);
});

test('what it builds with is there, and brings the schema up to date', () => {
  const { scripts } = read('package.json');
  const [, name] = /^npm run (\S+)$/.exec(vercel.buildCommand) ?? [];
  expect(scripts[name ?? '']).toContain('npm run db:migrate');
  for (const [, used] of scripts[name ?? ''].matchAll(/npm run (\S+)/g)) {
    expect(Object.keys(scripts)).toContain(used);
  }
});

describe('what it says of itself', () => {
  type Rule = { source: string; headers: { key: string; value: string }[] };
  const toldAt = (path: string) =>
    Object.fromEntries(
      vercel.headers
        .filter(({ source }: Rule) => new RegExp(`^${source}$`).test(path))
        .flatMap(({ headers }: Rule) => headers.map(({ key, value }) => [key, value])),
    );
  const { 'strict-transport-security': transport, ...ofFiles } = securityHeadersOf(
    'files',
    'https://torrents.example.org',
  );

  test.each(['/_next/static/chunks/main.js', '/vendor/api-reference.js', '/icon.svg'])(
    'of the file %s, which it sends itself, is what is said elsewhere',
    (path) => {
      const { 'cache-control': _cache, ...told } = toldAt(path);
      expect(told).toEqual({ ...ofFiles, 'strict-transport-security': transport });
    },
  );

  test.each(['/', '/docs', '/icon-svg', '/api/torrents/latest'])(
    'of %s, for which we answer, is that it comes by https alone',
    (path) => expect(toldAt(path)).toEqual({ 'strict-transport-security': transport }),
  );
});
