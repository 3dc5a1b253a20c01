'use client';

import { Mark } from './icons';
import styles from './site-header.module.css';

/** Head of every page. The page's own content has the id `content`. */
export function SiteHeader() {
  return (
    <header className={styles.header}>
      <a className={styles.skip} href="#content">
        Skip to the content
      </a>
      <div className={styles.row}>
        <a className={styles.home} href="/">
          <Mark />
          Torrent Streamer
        </a>
        <nav aria-label="Site">
          <ul className={styles.links}>
            <li>
              <a href="/docs">API</a>
            </li>
            <li>
              <a href="/docs/errors">Errors</a>
            </li>
          </ul>
        </nav>
      </div>
    </header>
  );
}
