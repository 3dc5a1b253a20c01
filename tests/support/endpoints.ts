import { endpoints } from '@/controllers/table';
import { host, signInAdmin } from './api';
import { addTorrent } from './catalogue';

export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;
export const paths = [...new Set(endpoints.map(({ path }) => path))];
export const reads = endpoints.filter(({ method }) => method === 'GET');

export type Asker = Awaited<ReturnType<typeof newAsker>>;

/** A torrent to ask for, and the administrator, whom every endpoint for people lets in. */
export async function newAsker() {
  const { id: torrentId } = await addTorrent();
  const { accessToken: token, user } = await signInAdmin();
  return {
    torrentId,
    token,
    /** A path that answers a `GET` with 200, where there is one. */
    urlOf: (path: string) =>
      path.replace(/\{\w+\}/g, path.includes('/users/') ? user.id : torrentId) +
      (/\/(?:search|suggest)$/.test(path) ? '?q=sintel' : ''),
    /** What lets in to read there: the administrator's token, or that of a machine. */
    tokenFor(path: string): string {
      const access = reads.find((read) => read.path === path)?.access;
      return access === 'cron' || access === 'metrics' ? host.machineSecrets[access] : token;
    },
  };
}

/** The methods that a path answers to. */
export function allowed(path: string): string[] {
  const declared = endpoints.filter((endpoint) => endpoint.path === path);
  const methods: string[] = declared.map(({ method }) => method);
  return [...methods, ...(methods.includes('GET') ? ['HEAD'] : []), 'OPTIONS'];
}

/** What a header lists, sorted. */
export const listed = (header: string | null) =>
  header
    ?.split(',')
    .map((item) => item.trim())
    .sort();
