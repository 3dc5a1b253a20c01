'use client';

import type { Torrent } from '@/contracts/torrents';
import { CopyButton } from './copy-button';
import { Fact, Facts, License, Source, SwarmCount, Unknown } from './facts';
import { FileList } from './file-list';
import type { FilePage } from './file-page';
import { formatCount, formatDay, formatSize } from './format';
import { Icon } from './icons';
import { webLink } from './links';
import { MagnetButton } from './magnet-button';
import { Poster } from './poster';
import styles from './torrent-view.module.css';
import { WrappingName } from './wrapping-name';

/** All that is known of a torrent. `now` is when it was read. */
export function TorrentView({
  torrent,
  files,
  now,
}: {
  torrent: Torrent;
  files: FilePage;
  now: number;
}) {
  const torrentFile = webLink(torrent.torrentUrl);
  return (
    <main id="content">
      <article className={styles.torrent}>
        <div className={styles.poster}>
          <Poster url={torrent.posterUrl} infoHash={torrent.infoHash} />
        </div>
        <div className={styles.head}>
          <h1 className={styles.name}>
            <WrappingName name={torrent.name} />
          </h1>
          <p className={styles.actions}>
            <MagnetButton uri={torrent.magnetUri} isMain />
            {torrentFile !== null && (
              <a className="button" href={torrentFile} rel="noopener noreferrer nofollow ugc">
                <Icon name="file" />
                .torrent file
              </a>
            )}
            <CopyButton text={torrent.infoHash}>Copy info hash</CopyButton>
          </p>
          <Facts>
            <Fact name="Size">
              {formatSize(torrent.sizeBytes)}
              {torrent.sizeBytes >= 1000 && ` (${formatCount(torrent.sizeBytes)} bytes)`}
            </Fact>
            <Fact name="Licence">
              <License license={torrent.license} />
            </Fact>
            <Fact name="Source">
              <Source source={torrent.source} sourceUrl={torrent.sourceUrl} />
            </Fact>
            <Fact name="Seeders">
              <SwarmCount count={torrent.seeders} checkedAt={torrent.swarmCheckedAt} now={now} />
            </Fact>
            <Fact name="Leechers">
              <SwarmCount count={torrent.leechers} checkedAt={torrent.swarmCheckedAt} now={now} />
            </Fact>
            <Fact name="Published">
              {torrent.publishedAt === null ? <Unknown /> : <Day time={torrent.publishedAt} />}
            </Fact>
            <Fact name="Added">
              <Day time={torrent.createdAt} />
            </Fact>
            <Fact name="Info hash">
              <code>{torrent.infoHash}</code>
            </Fact>
            {torrent.infoHashV2 !== null && (
              <Fact name="Version 2">
                <code>{torrent.infoHashV2}</code>
              </Fact>
            )}
            <Fact name="As JSON">
              <a href={`/api/torrents/${torrent.id}`}>/api/torrents/{torrent.id}</a>
            </Fact>
          </Facts>
        </div>
      </article>
      <FileList {...files} />
    </main>
  );
}

const Day = ({ time }: { time: string }) => <time dateTime={time}>{formatDay(time)}</time>;
