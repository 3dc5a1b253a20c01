import { recordAt } from '../data/rows';
import type { BenchServer } from '../processes';
import { randomNumbers } from '../records';
import { queryMix } from '../search/queries';

/** How many of a hundred calls are of each kind. */
const shares = { search: 70, latest: 10, detail: 15, progress: 4, signIn: 1 };
export type Kind = keyof typeof shares;
export const kindNames = Object.keys(shares) as Kind[];

const PEOPLE = 20;
const PASSWORD = 'a password of the bench';

export interface Call {
  kind: Kind;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Makes the calls of the mix, one after the other, of people who are signed in. */
export async function callsOf(server: BenchServer, torrents: number, seed: number) {
  const next = randomNumbers(2027);
  const queries = queryMix(5_000, torrents, seed);
  const enterAll = (by: 'sign-up' | 'sign-in') =>
    Promise.all(
      Array.from({ length: PEOPLE }, (_, place) => enter(server, by, `day-${place}@example.org`)),
    );
  let people = await enterAll('sign-up');
  const details = Array.from({ length: 500 }, () => recordAt(next(torrents), torrents, seed));
  const known = await Promise.all(
    details.slice(0, 50).map(async ({ infoHash }) => {
      const answer = await fetch(`${server.baseUrl}/api/torrents/${infoHash}`);
      return ((await answer.json()) as { id: string }).id;
    }),
  );
  const kinds = Object.entries(shares).flatMap(([kind, share]) =>
    Array<Kind>(share).fill(kind as Kind),
  );
  const one = <Item>(items: readonly Item[]) => items[next(items.length)] as Item;
  const json = { 'content-type': 'application/json' };

  const signInAgain = async () => {
    people = await enterAll('sign-in');
  };
  const nextCall = (): Call => {
    const kind = one(kinds);
    switch (kind) {
      case 'search': {
        const query = new URLSearchParams({ q: one(queries).q });
        return { kind, method: 'GET', path: `/api/torrents/search?${query}`, headers: {} };
      }
      case 'latest':
        return { kind, method: 'GET', path: '/api/torrents/latest', headers: {} };
      case 'detail': {
        const path = `/api/torrents/${one(details).infoHash}`;
        return { kind, method: 'GET', path, headers: {} };
      }
      case 'progress': {
        const body = { torrentId: one(known), progressPercent: next(101) };
        const headers = { ...json, authorization: `Bearer ${one(people).accessToken}` };
        return {
          kind,
          method: 'POST',
          path: '/api/watch-history',
          headers,
          body: JSON.stringify(body),
        };
      }
      case 'signIn': {
        const body = JSON.stringify({ email: one(people).email, password: PASSWORD });
        return { kind, method: 'POST', path: '/api/auth/sign-in', headers: json, body };
      }
    }
  };
  return { nextCall, signInAgain };
}

async function enter(server: BenchServer, by: 'sign-up' | 'sign-in', email: string) {
  const response = await fetch(`${server.baseUrl}/api/auth/${by}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  const { accessToken } = (await response.json()) as { accessToken: string };
  return { email, accessToken };
}
