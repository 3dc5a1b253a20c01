import type { ReactNode } from 'react';
import type { Torrent } from '@/contracts/torrents';
import styles from './facts.module.css';
import { formatAge, formatCount, formatDay } from './format';
import { webLink } from './links';

/** What is known of something, a line for each fact. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

export const Unknown = () => <span className={styles.unknown}>unknown</span>;

export function License({ license }: Pick<Torrent, 'license'>) {
  return license === null ? <Unknown /> : <bdi>{license}</bdi>;
}

/** Where a torrent came from, with a link where there is one. */
export function Source({ source, sourceUrl }: Pick<Torrent, 'source' | 'sourceUrl'>) {
  const href = webLink(sourceUrl);
  if (href === null) return source === null ? <Unknown /> : <bdi>{source}</bdi>;
  return (
    <a href={href} rel="noopener noreferrer nofollow ugc">
      <bdi>{source ?? new URL(href).hostname}</bdi>
    </a>
  );
}

/** Peers of one kind and how old the count is. A count nobody made is not made up. */
export function SwarmCount({
  count,
  checkedAt,
  now,
}: {
  count: number | null;
  checkedAt: string | null;
  now: number;
}) {
  if (count === null) return <Unknown />;
  return (
    <>
      {formatCount(count)}
      {checkedAt !== null && (
        <span className={styles.age}>
          , counted{' '}
          <time dateTime={checkedAt} title={formatDay(checkedAt)}>
            {formatAge(checkedAt, now)}
          </time>
        </span>
      )}
    </>
  );
}
