import { formatCount } from './format';
import { askPath, type Failure, type Listing } from './listing';
import styles from './listing-summary.module.css';

const failures: Record<Failure, string> = {
  unreadable: 'This search cannot be read. Try fewer words, or others.',
  unavailable: 'The catalogue does not answer. Try again in a moment.',
};

/** What a listing holds, in a sentence or two. */
export function ListingSummary({ listing, isLoading }: { listing: Listing; isLoading: boolean }) {
  const { ask, items, total, didYouMean, failure } = listing;
  if (isLoading) return <p>Loading …</p>;
  if (failure !== null) return <p className={styles.note}>{failures[failure]}</p>;
  if (ask.cursor !== null) {
    return (
      <p>
        Further down the list. <a href={askPath({ q: ask.q, cursor: null })}>Back to its start</a>
      </p>
    );
  }
  if (total === null) {
    return <p>{items.length > 0 ? 'What came in last.' : 'The catalogue is still empty.'}</p>;
  }
  const quoted = (
    <q>
      <bdi>{ask.q}</bdi>
    </q>
  );
  if (items.length === 0) {
    return (
      <p className={styles.note}>
        Nothing found for {quoted}
        {total.relation === 'gte' ? ' among the newest. There may be older ones.' : '.'} Every word
        has to be in the name, or in that of a file: try fewer, or another spelling.
      </p>
    );
  }
  const atLeast = total.relation === 'gte' ? 'at least ' : '';
  const count = `${atLeast}${formatCount(total.value)} ${total.value === 1 ? 'torrent' : 'torrents'}`;
  if (didYouMean !== null) {
    return (
      <p className={styles.note}>
        Nothing found for {quoted}. Instead, {count} for{' '}
        <a href={askPath({ q: didYouMean, cursor: null })}>
          <bdi>{didYouMean}</bdi>
        </a>
        .
      </p>
    );
  }
  return (
    <p>
      Found {count} for {quoted}.
    </p>
  );
}
