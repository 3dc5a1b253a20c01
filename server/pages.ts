import type { RequestListener } from 'node:http';
import type { OpenRuntime } from '@/runtime/runtime';
import { compressFiles } from './compressed-files';
import { createNextListener } from './next-pages';
import { tellOfPages } from './page-figures';
import { findPageFiles } from './page-files';
import { guardPages } from './page-guard';
import { withSecurityHeaders } from './page-headers';
import { limitPages } from './page-limits';

/** Serves what is not of the API. A request goes through what is put around Next, the last first. */
export function createPageListener(runtime: OpenRuntime): RequestListener {
  const { development, publicUrl } = runtime.config;
  const { isFile, find } = findPageFiles(development);
  const made = createNextListener(development, runtime.log);
  const compressed = compressFiles(find, made);
  const guarded = guardPages(isFile, development, compressed);
  const limited = limitPages(runtime, isFile, guarded);
  const told = tellOfPages(runtime, isFile, limited);
  return withSecurityHeaders(publicUrl, isFile, told);
}
