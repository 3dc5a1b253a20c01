import { expect, test } from 'vitest';
import { createPasswordGuard } from '@/lib/password-guard';

test('all networks together have a bounded number of wrong passwords for an account', async () => {
  const guard = createPasswordGuard(null, (text) => text);
  const attempt = (network: number) =>
    guard.attempt('mina@example.org', `10.${network >> 8}.${network & 255}.1`);
  const networks = Array.from({ length: 1_200 }, (_, network) => network);
  const outcomes = await Promise.allSettled(networks.map(attempt));
  // A hundred of any, and a thousand of networks that were not there before.
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1_100);
  await expect(attempt(1_200)).rejects.toMatchObject({ code: 'rate_limited' });
  // Of another account they know nothing.
  await guard.attempt('noor@example.org', '10.0.0.1');
});

test('a network of IPv6 is that of a customer, however many parts it has', async () => {
  const guard = createPasswordGuard(null, (text) => text);
  const attempt = (network: string) => guard.attempt('mina@example.org', `${network}::/64`);
  for (let part = 0; part < 102; part++) await attempt(`2001:db8:1:${part.toString(16)}`);
  await expect(attempt('2001:db8:1:ffff')).rejects.toMatchObject({ code: 'rate_limited' });
  await attempt('2001:db8:2:1');
});
