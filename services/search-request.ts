import type { Facet, Order, Torrent } from '@/contracts/torrents';
import type { PageRequest } from '@/lib/cursors';
import type { Filters } from '@/search/tsquery';

export interface SearchRequest extends PageRequest, Filters {
  /** What was typed. */
  q: string;
  sort: Order;
  facets?: Facet[] | undefined;
  hasSeeders?: boolean | undefined;
}

/** The request without what is no filter. */
export function filtersOf({
  q: _q,
  cursor: _cursor,
  limit: _limit,
  sort: _sort,
  facets: _facets,
  ...filters
}: SearchRequest): Filters & Pick<SearchRequest, 'hasSeeders'> {
  return filters;
}

export const isFiltered = (request: SearchRequest) =>
  Object.values(filtersOf(request)).some((value) => value !== undefined && value !== false);

/** What must be the same for the next page: the words, the filters and the order. */
export const askedOf = ({
  limit: _limit,
  cursor: _cursor,
  facets: _facets,
  ...asked
}: SearchRequest) => JSON.stringify(asked);

/** Whether a torrent passes the filters, for one that was not found by the index. */
export function passes(torrent: Torrent, filters: SearchRequest): boolean {
  const isSame = (value: string | null, wanted: string | undefined) =>
    wanted === undefined || value?.toLowerCase() === wanted.toLowerCase();
  const isBetween = (
    value: number | null,
    from = Number.NEGATIVE_INFINITY,
    to = Number.POSITIVE_INFINITY,
  ) =>
    value === null ? !Number.isFinite(from) && !Number.isFinite(to) : value >= from && value <= to;
  const { year, yearFrom, yearTo, minSize, maxSize, hasSeeders } = filters;
  return (
    isSame(torrent.kind, filters.kind) &&
    isSame(torrent.resolution, filters.resolution) &&
    isSame(torrent.license, filters.license) &&
    isSame(torrent.source, filters.source) &&
    isBetween(torrent.year, year, year) &&
    isBetween(torrent.year, yearFrom, yearTo) &&
    isBetween(torrent.sizeBytes, minSize, maxSize) &&
    (!hasSeeders || (torrent.seeders ?? 0) > 0)
  );
}
