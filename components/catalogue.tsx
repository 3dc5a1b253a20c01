import { useEffect, useRef } from 'react';
import styles from './catalogue.module.css';
import { askPath, type Listing } from './listing';
import { ListingSummary } from './listing-summary';
import { SearchForm } from './search-form';
import { TorrentList } from './torrent-list';
import { useCatalogue } from './use-catalogue';

/** The search box and what it finds; the newest torrents as long as nothing is searched for. */
export function Catalogue({ initial }: { initial: Listing }) {
  const { ask, listing, isLoading, more, search, showMore, retry } = useCatalogue(initial);
  const { items, nextCursor, failure } = listing;
  const list = useRef<HTMLUListElement>(null);
  // The list that is to grow, and how long it is before.
  const growing = useRef<{ ask: Listing['ask']; length: number }>(null);

  useEffect(() => {
    const card = list.current?.children[growing.current?.length ?? 0];
    if (growing.current?.ask !== listing.ask || card === undefined) return;
    growing.current = null;
    // Those who use the keyboard go on where the new part begins.
    card.querySelector<HTMLElement>('h3 a')?.focus({ preventScroll: true });
  }, [listing]);

  return (
    <>
      <SearchForm q={ask.q} onSearch={search} onAgain={retry} />
      <section className={styles.results} aria-labelledby="results" aria-busy={isLoading}>
        <h2 id="results">{ask.q === '' ? 'Newest' : 'Results'}</h2>
        <div role="status" className={styles.summary}>
          <ListingSummary listing={listing} isLoading={isLoading} />
        </div>
        {failure === 'unavailable' && (
          <p>
            <button
              type="button"
              className="button needs-script"
              aria-disabled={isLoading}
              onClick={retry}
            >
              Try again
            </button>
          </p>
        )}
        {items.length > 0 && <TorrentList ref={list} torrents={items} now={listing.readAt} />}
        {nextCursor !== null && (
          <p className={styles.more}>
            <a
              className="button"
              href={askPath({ q: listing.ask.q, cursor: nextCursor })}
              aria-disabled={isLoading || more === 'loading'}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                growing.current = { ask: listing.ask, length: items.length };
                void showMore();
              }}
            >
              {more === 'loading' ? 'Loading …' : 'Show more'}
            </a>
            <span role="status">
              {more === 'failed' && 'The catalogue does not answer. Try again in a moment.'}
            </span>
          </p>
        )}
      </section>
    </>
  );
}
