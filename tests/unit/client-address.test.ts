import { describe, expect, test } from 'vitest';
import { createFindClient, isNetwork } from '@/lib/client-address';

describe('who called', () => {
  test.each([
    [
      'nobody stands between, and headers are not believed',
      0,
      ['192.0.2.1', '198.51.100.7'],
      '192.0.2.1',
    ],
    ['one proxy', 1, ['10.0.0.1', '192.0.2.1', '198.51.100.7'], '192.0.2.1'],
    ['two proxies', 2, ['10.0.0.1', '10.0.0.2', '192.0.2.1', '1.1.1.1'], '192.0.2.1'],
    ['more proxies than there are addresses', 5, ['10.0.0.1', '192.0.2.1'], '192.0.2.1'],
    ['a proxy by its address', ['10.0.0.1'], ['10.0.0.1', '192.0.2.1', '1.1.1.1'], '192.0.2.1'],
    [
      'proxies by their network',
      ['10.0.0.0/8'],
      ['10.1.2.3', '10.9.9.9', '192.0.2.1'],
      '192.0.2.1',
    ],
    ['a stranger who claims to be a proxy', ['10.0.0.0/8'], ['192.0.2.1', '10.1.2.3'], '192.0.2.1'],
    ['a proxy of IPv6', ['fd00::/8'], ['fd00::1', '192.0.2.1'], '192.0.2.1'],
    [
      'an IPv4 proxy on a socket of both',
      ['10.0.0.1'],
      ['::ffff:10.0.0.1', '192.0.2.1'],
      '192.0.2.1',
    ],
    ['a proxy that tells rubbish', 1, ['10.0.0.1', 'rubbish'], 'unknown'],
    ['no address at all', 0, [], 'unknown'],
  ])('%s', (_what, trusted, chain, expected) => {
    expect(createFindClient(trusted)(chain)).toBe(expected);
  });

  test('is the same however an address is written', () => {
    const find = createFindClient(0);
    expect(find(['::ffff:192.0.2.1'])).toBe(find(['192.0.2.1']));
    expect(find(['2001:DB8:0:1:0:0:0:1'])).toBe(find(['2001:db8:0:1::ffff']));
  });

  test('is told by a proxy with the port as well', () => {
    const find = createFindClient(['10.0.0.0/8', 'fd00::/8']);
    expect(find(['10.0.0.1', '192.0.2.1:5678'])).toBe('192.0.2.1');
    expect(find(['10.0.0.1', '[2001:db8::1]:443'])).toBe('2001:db8:0:0::/64');
    expect(find(['10.0.0.1', '[2001:db8::1]'])).toBe('2001:db8:0:0::/64');
    expect(find(['10.0.0.1', '[fd00::1]:80', '10.0.0.2:80', '192.0.2.1'])).toBe('192.0.2.1');
    expect(find(['10.0.0.1', '2001:db8::1:443'])).toBe('2001:db8:0:0::/64');
    expect(find(['10.0.0.1', 'a.example:80'])).toBe('unknown');
  });

  test('is a whole /64 in IPv6, as one caller has it all', () => {
    const find = createFindClient(0);
    expect(find(['2001:db8:0:1::1'])).toBe('2001:db8:0:1::/64');
    expect(find(['2001:db8:0:2::1'])).not.toBe(find(['2001:db8:0:1::1']));
  });
});

test.each([
  ['10.0.0.1', true],
  ['10.0.0.0/8', true],
  ['::1', true],
  ['fd00::/8', true],
  ['10.0.0.0/33', false],
  ['example.org', false],
  ['', false],
])('%j is a network: %s', (text, expected) => {
  expect(isNetwork(text)).toBe(expected);
});
