import { beforeAll, describe, expect, test } from 'vitest';
import { securityHeaders } from '@/lib/security-headers';
import { type Answer, call } from '../support/api';
import { addTorrent } from '../support/catalogue';
import { expectProblem } from '../support/shapes';

let torrentId: string;
beforeAll(async () => {
  torrentId = (await addTorrent()).id;
});

describe('every answer', () => {
  const answers: [what: string, ask: () => Promise<Answer>, status: number][] = [
    ['200', () => call('GET', `/api/torrents/${torrentId}`), 200],
    ['204', () => call('OPTIONS', '/api/health'), 204],
    ['400', () => call('GET', '/api/torrents/search'), 400],
    ['401', () => call('GET', '/api/users/me?x=1'), 401],
    ['404', () => call('GET', '/api/nothing?x=1'), 404],
    ['405', () => call('POST', '/api/health?x=1'), 405],
    ['406', () => call('GET', '/api/health', { headers: { accept: 'text/html' } }), 406],
    ['413', () => call('POST', '/api/auth/refresh', { json: { x: 'x'.repeat(70_000) } }), 413],
    ['415', () => call('POST', '/api/auth/refresh?', { body: 'x' }), 415],
  ];

  test.each(answers)(
    'of %s keeps browsers from guessing, and names its request',
    async (_what, ask, status) => {
      const answer = await ask();
      expect(answer.status).toBe(status);
      expect(Object.fromEntries(answer.headers)).toMatchObject(securityHeaders.api);
      expect(answer.headers.has('strict-transport-security')).toBe(false);
      expect(answer.headers.get('x-request-id')).toMatch(/^\S+$/);
      expect(answer.headers.has('x-powered-by')).toBe(false);
      expect(answer.headers.has('set-cookie')).toBe(false);
    },
  );

  test.each(answers.filter(([, , status]) => status >= 400))(
    'of %s is a whole problem document',
    async (_what, ask, status) => {
      const answer = await ask();
      const document = expectProblem(answer, status, answer.json.code);
      for (const text of [document.title, document.detail]) expect(text).toMatch(/^\S.*\S$/);
      expect(document.instance).toMatch(/^\/api\/[\w/-]+$/);
    },
  );
});
