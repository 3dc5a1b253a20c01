import { expect, test } from 'vitest';
import { createLocalCounter } from '@/lib/quota';

test('a counter forgets who was heard of longest ago, not who was heard of last', async () => {
  const counter = createLocalCounter({ name: 'test', calls: 2, seconds: 3_600 });
  const askTwice = async (who: string) => {
    await counter.take(who);
    await counter.take(who);
  };
  await askTwice('the first');
  await askTwice('the second');
  await counter.remember('a third');
  for (let n = 0; n < 49_997; n++) await counter.take(`one of a crowd ${n}`);
  expect(await counter.take('the second')).toMatchObject({ isExceeded: true });
  expect(await counter.knows('the first')).toBe(true);
  for (let n = 0; n < 49_999; n++) await counter.take(`one of another crowd ${n}`);
  expect(await counter.take('the second')).toMatchObject({ isExceeded: true });
  expect(await counter.knows('the first')).toBe(false);
  expect(await counter.knows('a third')).toBe(false);
  expect(await counter.knows('one of another crowd 0')).toBe(true);
});
