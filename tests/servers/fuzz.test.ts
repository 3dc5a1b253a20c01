import { expect, onTestFinished, test } from 'vitest';
import { operations } from '@/fuzz/document';
import { fuzz } from '@/fuzz/run';
import { openStage } from '@/fuzz/stage';

/** The same each time; `npm run fuzz` takes others, and many more requests. */
const SEED = 20_260_131;
const REQUESTS = 1_500;

test('whatever is sent, by whomever, is answered as the document says', async () => {
  const stage = await openStage();
  onTestFinished(stage.close);
  const { findings, answers } = await fuzz({ ...stage, requests: REQUESTS, seed: SEED });
  expect(findings).toEqual([]);

  // Of no use were requests that are all refused.
  const reads = operations.filter(({ method }) => method === 'GET');
  const succeeded = ({ method, path }: (typeof operations)[number]) =>
    answers.get(`${method} ${path}`)?.has(200);
  expect(reads.filter((operation) => !succeeded(operation))).toEqual([]);
});
