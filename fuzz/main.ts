import { parseArgs } from 'node:util';
import { fuzz } from './run';
import { openStage } from './stage';

const usage = `npm run fuzz -- [--requests 100000] [--seed NUMBER] [--at-once 1]
  Sends requests made of our OpenAPI document, good and bad, from callers of every kind, to a server
  on a database of its own. Ends with 1 when one is answered as it should not be. With one at once,
  the same seed makes the same requests.`;

const { values: options } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 1e9)) },
    'at-once': { type: 'string', default: '1' },
    help: { type: 'boolean', default: false },
  },
});

async function main(): Promise<void> {
  if (options.help) return console.log(usage);
  const requests = Number(options.requests);
  const seed = Number(options.seed);
  const stage = await openStage();
  const start = performance.now();
  const { findings, answers } = await fuzz({
    ...stage,
    requests,
    seed,
    atOnce: Number(options['at-once']),
    onProgress: (done) => {
      if (done % 10_000 === 0) console.error(`${done} requests`);
    },
  }).finally(stage.close);
  for (const [operation, counts] of answers) {
    const told = [...counts].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`);
    console.log(`${operation.padEnd(45)} ${told.join(', ')}`);
  }
  const seconds = Math.round((performance.now() - start) / 1000);
  console.log(`\nseed ${seed}: ${requests} requests in ${seconds} s, ${findings.length} findings`);
  for (const { number, why, curl, answer } of findings) {
    console.log(`\n${number}: ${why}\n${curl}\n${answer.status} ${answer.text.slice(0, 1000)}`);
  }
  process.exitCode = findings.length === 0 ? 0 : 1;
}

await main();
