import type { RequestListener } from 'node:http';
import { securityHeaders, securityHeadersOf } from '@/lib/security-headers';

/** Tells browsers of every answer that is not of the API, also where Next makes none of its own. */
export function withSecurityHeaders(
  publicUrl: string,
  isFile: (target?: string) => boolean,
  serve: RequestListener,
): RequestListener {
  // No `Headers`: Node loads the whole of its HTTP client for one, a twentieth of a start.
  const ofFiles = new Map(Object.entries(securityHeadersOf('files', publicUrl)));
  const ofPages = new Map(
    Object.entries({
      // Until `middleware.ts` says which scripts may run.
      'content-security-policy': securityHeaders.files['content-security-policy'],
      ...securityHeadersOf('pages', publicUrl),
    }),
  );
  return (request, response) => {
    response.setHeaders(isFile(request.url) ? ofFiles : ofPages);
    serve(request, response);
  };
}
