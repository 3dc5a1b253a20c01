'use client';

import { useEffect, useRef, useState } from 'react';
import styles from './api-reference.module.css';

/** Copied here from Scalar's package when the site is built. */
const PROGRAM = '/vendor/api-reference.js';

declare global {
  interface Window {
    Scalar?: {
      createApiReference(
        element: HTMLElement,
        configuration: Record<string, unknown>,
      ): { destroy(): void };
    };
  }
}

/** The program offers services of its maker's; whatever would call out is off. */
const configuration = {
  url: '/api/openapi.json',
  proxyUrl: '',
  agent: { disabled: true },
  hideClientButton: true,
  showDeveloperTools: 'never',
  telemetry: false,
  withDefaultFonts: false,
  hideDarkModeToggle: true,
  documentDownloadType: 'direct',
  defaultOpenAllTags: true,
  defaultHttpClient: { targetKey: 'shell', clientKey: 'curl' },
};

/** The reference of the API, where calls can be tried: Scalar's, from our own origin. */
export function ApiReference() {
  const place = useRef<HTMLDivElement>(null);
  const [hasFailed, setHasFailed] = useState(false);

  useEffect(() => {
    const script = document.createElement('script');
    let reference: { destroy(): void } | undefined;
    script.src = PROGRAM;
    script.onload = () => {
      if (place.current && window.Scalar) {
        reference = window.Scalar.createApiReference(place.current, configuration);
      }
    };
    script.onerror = () => setHasFailed(true);
    document.head.append(script);
    return () => {
      script.remove();
      reference?.destroy();
    };
  }, []);

  return (
    <div id="content" className={styles.reference}>
      <div ref={place}>
        <p className={`${styles.notice} needs-script`}>
          {hasFailed ? 'The reference could not be loaded.' : 'Loading the reference …'}
        </p>
      </div>
      <noscript>
        <main className={styles.notice}>
          <h1>API reference</h1>
          <p>
            The reference needs JavaScript. The same in OpenAPI:{' '}
            <a href="/api/openapi.json">/api/openapi.json</a>.
          </p>
        </main>
      </noscript>
    </div>
  );
}
