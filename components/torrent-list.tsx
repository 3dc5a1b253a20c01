import type { Ref } from 'react';
import type { FoundTorrent, Torrent } from '@/contracts/torrents';
import { TorrentCard } from './torrent-card';
import styles from './torrent-list.module.css';

export function TorrentList({
  torrents,
  now,
  ref,
}: {
  torrents: (Torrent | FoundTorrent)[];
  now: number;
  ref?: Ref<HTMLUListElement>;
}) {
  return (
    <ul className={styles.list} ref={ref}>
      {torrents.map((torrent) => (
        <li key={torrent.id}>
          <TorrentCard torrent={torrent} now={now} />
        </li>
      ))}
    </ul>
  );
}
