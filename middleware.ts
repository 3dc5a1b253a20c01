import { randomBytes } from 'node:crypto';
import { type NextRequest, NextResponse } from 'next/server';
import { type Config, readConfig } from '@/lib/config';
import { pageMethods } from '@/lib/page-methods';
import { securityHeadersOf } from '@/lib/security-headers';
import { requestIdOf } from '@/middleware/request-id';

/** Next runs this before its pages, and not before the API, whose stages are in `middleware/`. */
export const config = {
  runtime: 'nodejs',
  matcher: '/((?!api(?:/|$)|_next/|_vercel/|vendor/|icon\\.svg$).*)',
};

/**
 * Gives a page its id, and lets it run the scripts that came with it, which carry the nonce, and no others. Who would
 * change it is refused: Next would answer with the page.
 */
export function middleware(request: NextRequest): NextResponse {
  const nonce = randomBytes(16).toString('base64');
  const policy = policyOf(request.nextUrl.pathname, nonce);
  const requestId = requestIdOf({ header: (name) => request.headers.get(name) });
  // Next takes the nonce for its own scripts from the header of the request.
  const headers = new Headers(request.headers);
  headers.set('x-request-id', requestId);
  headers.set('content-security-policy', policy);
  const response = isRead(request)
    ? NextResponse.next({ request: { headers } })
    : new NextResponse('Pages are read.\n', {
        status: 405,
        headers: {
          allow: pageMethods.join(', '),
          'content-type': 'text/plain; charset=utf-8',
          'cache-control': 'no-store',
        },
      });
  response.headers.set('content-security-policy', policy);
  response.headers.set('x-request-id', requestId);
  const told = securityHeadersOf('pages', settings().publicUrl);
  for (const [name, value] of Object.entries(told)) response.headers.set(name, value);
  return response;
}

/** In development Next has calls of its own. */
const isRead = ({ method }: NextRequest) => pageMethods.includes(method) || settings().development;

let read: Config | undefined;
const settings = () => (read ??= readConfig());

/** A Content-Security-Policy. Posters come from anywhere; the reference of the API styles itself. */
function policyOf(path: string, nonce: string): string {
  const { development: isDevelopment, errorReports } = settings();
  const styles = /^\/docs\/?$/.test(path) || isDevelopment ? "'self' 'unsafe-inline'" : "'self'";
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src ${styles}`,
    "img-src 'self' http: https: data:",
    "font-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(errorReports === null ? [] : [`connect-src 'self' ${new URL(errorReports.dsn).origin}`]),
  ].join('; ');
}
