import { describe, expect, it } from 'vitest';
import { checkedUrl } from '../../src/web/addresses';
import { SourceError } from '../../src/web/web';

const rules = { allowedHosts: new Set<string>(), resolve: null };

describe('an address from outside', () => {
  it.each([
    'https://archive.org/',
    'http://archive.org:80/x',
    'https://1.1.1.1/',
    'https://[2606:4700:4700::1111]/',
  ])('may be %s', async (url) => {
    expect((await checkedUrl(url, rules)).href).toContain(new URL(url).hostname);
  });

  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://0x7f.1/',
    'http://１２７.0.0.1/',
    'http://0/',
    'http://10.1.2.3/',
    'http://172.31.255.255/',
    'http://192.168.0.1/',
    'http://169.254.169.254/',
    'http://100.64.0.1/',
    'http://192.0.0.192/',
    'http://198.18.0.1/',
    'http://224.0.0.1/',
    'http://240.0.0.1/',
    'http://255.255.255.255/',
    'http://[::]/',
    'http://[::1]/',
    'http://[::127.0.0.1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:7f00:1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[64:ff9b:1::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[2001:0:7f00:1::]/',
    'http://[2001:db8::1]/',
    'http://[fe80::1]/',
    'http://[fec0::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://a.localhost/',
    'http://printer.local/',
    'http://metadata.google.internal/',
    'http://intranet/',
    'http://archive.org:22/',
    'http://user:password@archive.org/',
    'http://user@archive.org/',
    'ftp://archive.org/',
    'file:///etc/passwd',
    'data:text/xml,<a/>',
    'not an address',
  ])('is refused: %s', async (url) => {
    const error: unknown = await checkedUrl(url, rules).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SourceError);
    expect((error as SourceError).message).not.toContain('password');
  });

  it('may be a private one that is named, on that port alone', async () => {
    const named = { ...rules, allowedHosts: new Set(['127.0.0.1:9000']) };
    expect((await checkedUrl('http://127.0.0.1:9000/', named)).port).toBe('9000');
    await expect(checkedUrl('http://127.0.0.1:9001/', named)).rejects.toThrow(SourceError);
    await expect(checkedUrl('http://127.0.0.1/', named)).rejects.toThrow(SourceError);
  });

  it('must have public addresses only, where names can be looked up', async () => {
    const pointingTo = (...found: string[]) =>
      checkedUrl('https://example.org/', { ...rules, resolve: async () => found });
    expect((await pointingTo('1.1.1.1', '2606:4700:4700::1111')).host).toBe('example.org');
    await expect(pointingTo('1.1.1.1', '10.0.0.1')).rejects.toThrow('is not a public address');
    await expect(pointingTo('::ffff:10.0.0.1')).rejects.toThrow('is not a public address');
    await expect(pointingTo()).rejects.toThrow('has no address');
    const resolve = () => Promise.reject(new Error('ENOTFOUND'));
    const unknown = checkedUrl('https://example.org/', { ...rules, resolve });
    await expect(unknown).rejects.toMatchObject({ retry: true });
    await expect(unknown).rejects.toBeInstanceOf(SourceError);
  });
});
