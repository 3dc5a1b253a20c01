import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { VARIABLES } from '@/lib/environment';
import { BUNDLES } from '../../scripts/build.mjs';
import { readImage } from '../support/dockerfile';

interface Service {
  build?: unknown;
  image?: string;
  command?: string[];
  environment?: Record<string, string>;
  ports?: string[];
  volumes?: string[];
  healthcheck?: { disable?: true; test?: string[] };
  depends_on?: Record<string, { condition: string }>;
  read_only?: true;
  cap_drop?: string[];
  security_opt?: string[];
}

const compose = readFileSync('compose.yaml', 'utf8');
const { services } = parse(compose, { merge: true }) as { services: Record<string, Service> };
const named = Object.entries(services);
const ours = named.filter(([, { build }]) => build === '.');

describe.each(['Dockerfile', 'docker/pgbouncer/Dockerfile'])('%s', (path) => {
  const text = readFileSync(path, 'utf8');

  test('is without a fault', () => {
    expect(validate(text).map(({ message }) => message)).toEqual([]);
  });

  test('names what it is built on, and runs as nobody special, without a shell in between', () => {
    for (const [, base = ''] of text.matchAll(/^FROM (\S+)/gm)) {
      if (!/^(?:packages|build)$/.test(base)) expect(base).toMatch(/:[\w-]+-slim$/);
    }
    const [last = ''] = text.split(/^FROM /m).slice(-1);
    expect(last).toMatch(/^USER (?!root)\w+$/m);
    expect(last).toMatch(/^CMD \[/m);
    if (last.includes('"sh"')) expect(last).toContain('&& exec ');
  });
});

test('the build of the image is given what Sentry asks for, its token in no layer', () => {
  const dockerfile = readFileSync('Dockerfile', 'utf8');
  const given = [...dockerfile.matchAll(/^ARG (SENTRY_\w+)$/gm)].map(([, name]) => name);
  expect(given).toEqual(['SENTRY_SOURCE_MAPS', 'SENTRY_ORG', 'SENTRY_PROJECT']);
  expect(dockerfile).toContain('RUN --mount=type=secret,id=SENTRY_AUTH_TOKEN,');
  const guide = readFileSync('docs/operations.md', 'utf8');
  const [, text = ''] = /^```yaml\n(# compose\.override\.yaml\n.*?)^```/ms.exec(guide) ?? [];
  const override = parse(text);
  expect(Object.keys(override.services.backend.build.args)).toEqual(given);
  expect(override.services.backend.build.secrets).toEqual(Object.keys(override.secrets));
});

test('whatever the image and compose.yaml run is built', () => {
  const run = ours.map(([, { command }]) => command?.join(' ') ?? '').join(' ');
  const programs = [...`${readImage().command} ${run}`.matchAll(/dist\/(\S+)\.mjs/g)];
  expect(programs.length).toBeGreaterThan(1);
  for (const [, name = ''] of programs) expect(Object.keys(BUNDLES)).toContain(name);
});

test('every variable that our programs are given is one that they read', () => {
  for (const [, { environment = {} }] of ours) {
    expect(VARIABLES).toEqual(expect.arrayContaining(Object.keys(environment)));
  }
});

/** What services of compose.yaml are to each other, and what PgBouncer does instead. */
const SET_BY_COMPOSE = [
  'HOST',
  'DATA_DIR',
  'DATA_DIR_RESERVE_MB',
  'DATABASE_URL',
  'DATABASE_STATEMENT_TIMEOUT_MS',
  'REDIS_URL',
  'WORKER_URL',
];

test('every variable of .env.example is passed on from .env, but for a few', () => {
  const example = readFileSync('.env.example', 'utf8').matchAll(/^#([A-Z_]+)=/gm);
  const names = [...example].map(([, name = '']) => name);
  const passed = names.filter((name) => compose.includes(`\${${name}:`));
  expect(passed).toEqual(names.filter((name) => !SET_BY_COMPOSE.includes(name)));
  expect(names).toEqual(expect.arrayContaining(SET_BY_COMPOSE));
});

test('secrets come from outside, and have no default', () => {
  for (const [name, { environment = {} }] of named) {
    for (const [variable, value] of Object.entries(environment)) {
      if (!/SECRET|PASSWORD|KEY|TOKEN|DATABASE_URL/.test(variable)) continue;
      expect(String(value), `${variable} of ${name}`).toMatch(/\$\{\w+:(?:\?[^}]+|-)\}/);
    }
  }
});

test.each(named)('%s is watched, and can do no more than it has to', (name, service) => {
  if (name !== 'backend') expect(service.healthcheck, 'else the health of the image').toBeDefined();
  expect(service.security_opt).toEqual(['no-new-privileges:true']);
  if (service.image !== undefined) expect(service.image).toMatch(/:\d/);
  for (const port of service.ports ?? []) expect(port).toMatch(/^127\.0\.0\.1:/);
  // It begins as root, to own its volume, and goes on as somebody else.
  if (name === 'postgres') return;
  expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
});

test('commands by hand run where backups are, and not through PgBouncer, which cuts them off', () => {
  const guide = readFileSync('docs/operations.md', 'utf8');
  const named = [...guide.matchAll(/docker compose run --rm (\w+) node dist\/(\w+)\.mjs/g)];
  expect(named.length).toBeGreaterThan(0);
  for (const [, name = '', program = ''] of named) {
    expect(Object.keys(BUNDLES)).toContain(program);
    expect(services[name]?.volumes, name).toContain('backups:/backups');
    expect(services[name]?.environment?.DATABASE_URL, name).toContain('@postgres:5432/');
  }
});

test('the server starts when its database is there and up to date', () => {
  expect(services.backend?.depends_on).toMatchObject({
    migrate: { condition: 'service_completed_successfully' },
    pgbouncer: { condition: 'service_healthy' },
  });
  expect(services.migrate?.environment?.DATABASE_URL).toContain('@postgres:5432/');
  expect(services.backend?.environment?.DATABASE_URL).toContain('@pgbouncer:6432/');
});
