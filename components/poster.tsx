import { useEffect, useRef, useState } from 'react';
import { webLink } from './links';
import { PieceMap } from './piece-map';
import styles from './poster.module.css';

/** The poster where there is one that loads; else, and until then, the map of the info hash. */
export function Poster({ url, infoHash }: { url: string | null; infoHash: string }) {
  const source = webLink(url);
  const image = useRef<HTMLImageElement>(null);
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    // It may have failed before React took over the page.
    if (image.current?.complete && image.current.naturalWidth === 0) setHasFailed(true);
  }, []);

  return (
    <span className={styles.frame}>
      <PieceMap infoHash={infoHash} />
      {source !== null && !hasFailed && (
        // biome-ignore lint/performance/noImgElement: Next would fetch strangers' images for anyone.
        <img
          ref={image}
          className={styles.image}
          src={source}
          alt=""
          width="88"
          height="132"
          loading="lazy"
          decoding="async"
          referrerPolicy="no-referrer"
          onError={() => setHasFailed(true)}
        />
      )}
    </span>
  );
}
