import { Icon } from './icons';
import { magnetLink } from './links';

/** Opens the torrent in the reader's own program. */
export function MagnetButton({
  uri,
  isMain = false,
  describedBy,
}: {
  uri: string;
  /** Whether it is what the page is about. */
  isMain?: boolean;
  describedBy?: string;
}) {
  const href = magnetLink(uri);
  return (
    href !== null && (
      <a
        className={isMain ? 'button button-main' : 'button button-tint'}
        href={href}
        aria-describedby={describedBy}
      >
        <Icon name="magnet" />
        Magnet link
      </a>
    )
  );
}
