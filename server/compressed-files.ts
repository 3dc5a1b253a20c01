import { readFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { extname } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import Negotiator from 'negotiator';
import { entityTag, isNotModified } from '@/middleware/http-caching';
import type { PageFile, PageFiles } from './page-files';

/** Of what is worth compressing, by how names end. */
const types: Record<string, string | undefined> = {
  '.css': 'text/css; charset=UTF-8',
  '.js': 'application/javascript; charset=UTF-8',
};

/**
 * Compresses each file once, for all who take it so. Next would do that for whoever asks, and files count against no quota:
 * a tenth of a second for the largest, and some hundred kB for as long as nobody reads it.
 */
export function compressFiles(find: PageFiles['find'], serve: RequestListener): RequestListener {
  const kept = new Map<PageFile, Promise<{ bytes: Buffer; etag: string }>>();
  return (request, response) => {
    const file = find(request.url);
    const type = types[extname(file?.path ?? '')];
    if (file === undefined || type === undefined) return serve(request, response);
    const isTaken = new Negotiator(request).encoding(['gzip', 'identity']) === 'gzip';
    delete request.headers['accept-encoding'];
    if (!isTaken || request.headers.range !== undefined) return serve(request, response);
    let made = kept.get(file);
    if (made === undefined) {
      made = compress(file);
      kept.set(file, made);
    }
    made.then(
      ({ bytes, etag }) => {
        response.setHeader('cache-control', file.cacheControl);
        response.setHeader('vary', 'Accept-Encoding');
        response.setHeader('etag', etag);
        if (isNotModified(request.headers['if-none-match'] ?? null, etag)) {
          return void response.writeHead(304).end();
        }
        response.writeHead(200, {
          'content-type': type,
          'content-encoding': 'gzip',
          'content-length': bytes.length,
        });
        response.end(request.method === 'HEAD' ? null : bytes);
      },
      // Next knows what to say of a file that has gone.
      () => {
        kept.delete(file);
        serve(request, response);
      },
    );
  };
}

async function compress({ path }: PageFile) {
  const bytes = await promisify(gzip)(await readFile(path));
  return { bytes, etag: entityTag(bytes) };
}
