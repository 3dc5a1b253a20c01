import { type Facet, facets, type Torrent, type TorrentSearchPage } from '@/contracts/torrents';
import type { FacetCount } from '@/db/repositories/torrent-search';

/** Values of a facet that are told. */
const VALUES_MAX = 50;

/** What one torrent adds to the counts. */
export const countsOf = (torrent: Pick<Torrent, Facet>): FacetCount[] =>
  facets.flatMap((facet) => {
    const value = torrent[facet];
    return value === null ? [] : { facet, value: String(value), count: 1 };
  });

/** Counts of several parts as one, by facet; of any case, as filters are. */
export function facetsOf(
  counts: FacetCount[],
  wanted: Facet[] | undefined,
): TorrentSearchPage['facets'] {
  if (wanted === undefined) return undefined;
  const sumOf = (facet: Facet) => {
    const sums = new Map<string, { value: string; most: number; count: number }>();
    for (const { value, count } of counts.filter((count) => count.facet === facet)) {
      const key = value.toLowerCase();
      const sum = sums.get(key) ?? { value, most: count, count: 0 };
      const written = count > sum.most ? { value, most: count } : sum;
      sums.set(key, { ...sum, ...written, count: sum.count + count });
    }
    return [...sums.values()]
      .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .slice(0, VALUES_MAX)
      .map(({ value, count }) => ({ value: facet === 'year' ? Number(value) : value, count }));
  };
  return Object.fromEntries(wanted.map((facet) => [facet, sumOf(facet)]));
}
