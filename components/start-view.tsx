'use client';

import { Catalogue } from './catalogue';
import type { Listing } from './listing';

/** The start page, with the part of the catalogue that its address asks for. */
export function StartView({ listing }: { listing: Listing }) {
  return (
    <main id="content">
      <h1>Find works that may be shared</h1>
      <p className="lead">
        Films, books, music and free software whose licences let anyone pass them on, each with its
        torrent. This is the catalogue; apps use it through an <a href="/docs">open API</a>.
      </p>
      <Catalogue initial={listing} />
    </main>
  );
}
