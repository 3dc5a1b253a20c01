import { useSearchParams } from 'next/navigation';
import { useEffect, useRef, useState } from 'react';
import { type Ask, askPath, fetchListing, type Listing, sameAsk, startTitle } from './listing';

export interface Catalogue {
  /** What the address asks for. */
  ask: Ask;
  /** What is shown; of an earlier address while `isLoading`. */
  listing: Listing;
  isLoading: boolean;
  more: 'idle' | 'loading' | 'failed';
  /** Goes to the address of a search, as a new step of the history or in place of the last one. */
  search(q: string, step: 'new' | 'same'): void;
  /** Puts the next page below what is shown, once nothing else is loading. */
  showMore(): Promise<void>;
  /** Asks once more, where there was no answer. */
  retry(): void;
}

/** The listing of the page's address: the server's at first, then the API's. */
export function useCatalogue(initial: Listing): Catalogue {
  const params = useSearchParams();
  const q = (params.get('q') ?? '').trim();
  const cursor = params.get('cursor') || null;
  const [listing, setListing] = useState(initial);
  const [isRetrying, setIsRetrying] = useState(false);
  const [more, setMore] = useState<Catalogue['more']>('idle');
  const moreAbort = useRef<AbortController>(null);

  const ask = { q, cursor };
  const isLoading = isRetrying || !sameAsk(listing.ask, ask);

  useEffect(() => {
    document.title = startTitle(q);
  }, [q]);

  useEffect(() => {
    if (!isLoading) return;
    const abort = new AbortController();
    moreAbort.current?.abort();
    fetchListing({ q, cursor }, abort.signal).then(
      (found) => {
        setListing(found);
        setIsRetrying(false);
        setMore('idle');
      },
      () => {},
    );
    return () => abort.abort();
  }, [q, cursor, isLoading]);

  return {
    ask,
    listing,
    isLoading,
    more,
    search(q, step) {
      const path = askPath({ q, cursor: null });
      if (step === 'new') window.history.pushState(null, '', path);
      else window.history.replaceState(null, '', path);
    },
    async showMore() {
      if (isLoading || more === 'loading') return;
      const abort = new AbortController();
      moreAbort.current = abort;
      setMore('loading');
      try {
        const next = await fetchListing(
          { ...listing.ask, cursor: listing.nextCursor },
          abort.signal,
        );
        if (next.failure !== null) return setMore('failed');
        const items = [...listing.items, ...next.items];
        setListing({ ...listing, items, nextCursor: next.nextCursor });
        setMore('idle');
      } catch {
        // Something else was asked for meanwhile.
        setMore('idle');
      }
    },
    retry: () => setIsRetrying(listing.failure === 'unavailable'),
  };
}
