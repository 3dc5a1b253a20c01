import { hash } from 'node:crypto';
import type { CachePolicy } from './endpoint';

/** `Cache-Control` by policy, in the words of RFC 9111 and RFC 5861. */
export const cacheControl: Record<CachePolicy, string> = {
  catalogue: 'public, max-age=0, s-maxage=60, stale-while-revalidate=300',
  document: 'public, max-age=300, stale-while-revalidate=3600',
  private: 'private, no-store',
  none: 'no-store',
};

/** Whether answers have an entity tag, and whoever has them already gets a 304. */
export const hasTag = (policy: CachePolicy) => policy === 'catalogue' || policy === 'document';

/** Weak, as the same answer goes out plain and compressed. */
export const entityTag = (body: string | Buffer) => `W/"${hash('sha1', body, 'base64url')}"`;

/** Whether the caller has the answer already (RFC 9110, 13.1.2). */
export function isNotModified(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  if (ifNoneMatch === etag || ifNoneMatch.trim() === '*') return true;
  const opaque = etag.replace(/^W\//, '');
  return ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === opaque);
}
