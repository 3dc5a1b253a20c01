import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Step {
  uses?: string;
  run?: string;
}
interface Job {
  strategy?: { matrix: { node: number[] } };
  steps: Step[];
}

const read = (path: string) => readFileSync(path, 'utf8');
const jobsOf = (name: string): Record<string, Job> =>
  parse(read(`.github/workflows/${name}.yml`)).jobs;
const commandsOf = (job?: Job) => job?.steps.flatMap(({ run }) => run ?? []).join('\n') ?? '';

test('GitHub does what .ci/run does, on each line of Node from the oldest that is served', () => {
  const { run } = jobsOf('ci');
  expect(run?.strategy?.matrix.node).toEqual([20, 22, 24]);
  expect(commandsOf(run)).toMatch(/^\.ci\/run$/m);
  expect(JSON.parse(read('package.json')).engines.node).toMatch(/^>=20\./);
  expect(read('Dockerfile')).toMatch(/^FROM node:24-/m);
});

test('whatever its steps run of ours is there', () => {
  const jobs = ['ci', 'release'].flatMap((name) => Object.values(jobsOf(name)));
  const paths = jobs.flatMap(
    (job) => commandsOf(job).match(/\bscripts\/\S+\.mjs|\.ci\/\w+/g) ?? [],
  );
  expect(paths.length).toBeGreaterThan(1);
  for (const path of paths) expect(existsSync(path), path).toBe(true);
});

/** Names that a loop makes secrets for, and those that are written beside it. */
const namedIn = (text: string) => [
  ...(/for name in ([A-Z_ ]+); do/.exec(text)?.[1]?.trim().split(' ') ?? []),
  ...[...text.matchAll(/echo ([A-Z_]+)=/g)].map(([, name = '']) => name),
];

test.each(['README.md', '.github/workflows/ci.yml'])(
  'with what %s writes into .env, compose.yaml has all that it asks for',
  (path) => {
    const needed = read('compose.yaml').matchAll(/\$\{([A-Z_]+):\?/g);
    const names = new Set([...needed].map(([, name = '']) => name));
    expect(new Set(namedIn(read(path)))).toEqual(names);
  },
);
