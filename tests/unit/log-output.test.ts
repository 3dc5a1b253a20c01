import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';

const LINE_BYTES = 1_000;
const LINES = 12_000;
const MIB = 2 ** 20;

/** Writes more than may wait, and a last line when it is told to. */
const program = `
  import { openLogOutput } from './lib/log-output.ts';
  // As the server does, by which writing to a pipe never blocks.
  process.stdout.on('error', () => {});
  const output = openLogOutput();
  for (let line = 0; line < ${LINES}; line++) output.write(\`\${line}\`.padEnd(${LINE_BYTES - 1}) + '\\n');
  output.flush(() => process.stderr.write('written'));
  process.stdin.once('data', () => output.write('later\\n'));
`;

test('the first 8 MiB wait for who reads them, whole and in their order, and the log goes on', async () => {
  // Whoever reads it makes room for part of what is written together.
  const piped = [
    '-c',
    '"$0" --import tsx --input-type=module --eval "$1" | dd bs=1000 2> /dev/null',
  ];
  const child = spawn('/bin/sh', [...piped, process.execPath, program], { stdio: 'pipe' });
  await once(child.stderr, 'data');
  let received = '';
  child.stdout.on('data', (chunk) => {
    received += chunk;
    if (received.length > 4 * MIB && child.stdin.writable) child.stdin.end('\n');
  });
  await once(child, 'close');
  const lines = received.split('\n').map((line) => line.trim());
  expect(lines.splice(-2)).toEqual(['later', '']);
  expect(lines).toEqual(lines.map((_, place) => `${place}`));
  expect(Math.abs(lines.length * LINE_BYTES - 8 * MIB)).toBeLessThan(MIB / 2);
});
