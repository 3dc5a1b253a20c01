import type { FoundTorrent, Torrent } from '@/contracts/torrents';
import { CopyButton } from './copy-button';
import { Fact, Facts, License, Source, SwarmCount } from './facts';
import { formatSize } from './format';
import { torrentPath } from './links';
import { MagnetButton } from './magnet-button';
import { Poster } from './poster';
import styles from './torrent-card.module.css';
import { WrappingName } from './wrapping-name';

/** A torrent in a list. `now` is when the list was read. */
export function TorrentCard({ torrent, now }: { torrent: Torrent | FoundTorrent; now: number }) {
  const { id, name, infoHash } = torrent;
  const file = 'matchedFile' in torrent ? torrent.matchedFile : null;
  const nameId = `name-${id}`;
  return (
    <article className={styles.card} aria-labelledby={nameId}>
      <Poster url={torrent.posterUrl} infoHash={infoHash} />
      <div className={styles.text}>
        <h3 className={styles.name} id={nameId}>
          <a href={torrentPath(id)}>
            <WrappingName name={name} />
          </a>
        </h3>
        {file !== null && (
          <p className={styles.file}>
            Has the file <WrappingName name={file.name} />
          </p>
        )}
        <Facts>
          <Fact name="Size">{formatSize(torrent.sizeBytes)}</Fact>
          <Fact name="Licence">
            <License license={torrent.license} />
          </Fact>
          <Fact name="Source">
            <Source source={torrent.source} sourceUrl={torrent.sourceUrl} />
          </Fact>
          <Fact name="Seeders">
            <SwarmCount count={torrent.seeders} checkedAt={torrent.swarmCheckedAt} now={now} />
          </Fact>
        </Facts>
      </div>
      <div className={styles.actions}>
        <MagnetButton uri={torrent.magnetUri} describedBy={nameId} />
        <CopyButton text={infoHash} describedBy={nameId}>
          Copy info hash
        </CopyButton>
      </div>
    </article>
  );
}
