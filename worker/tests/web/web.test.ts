import { expect, it } from 'vitest';
import { standIn } from '../support/stand-in';

it('runs in workerd, beside a server that answers as it is told', async () => {
  const server = standIn();
  await server.answers('/greeting', { body: 'hello' });
  expect(await (await fetch(server.url('/greeting'))).text()).toBe('hello');
  expect(navigator.userAgent).toBe('Cloudflare-Workers');
});
