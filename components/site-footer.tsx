'use client';

import styles from './site-footer.module.css';

export function SiteFooter() {
  return (
    <footer className={styles.footer}>
      <div className={styles.row}>
        <p>
          Only works that may be shared belong here: public domain, Creative Commons, free software.
        </p>
        <p>
          <a href="/api/torrents/latest">Newest as JSON</a>
          <a href="/api/openapi.json">OpenAPI</a>
          <a href="/api/health">Health</a>
        </p>
      </div>
    </footer>
  );
}
