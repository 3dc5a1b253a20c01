'use client';

import { Notice } from './notice';

export function PageNotFound() {
  return (
    <Notice title="This page is not here">
      <p>The address may be mistyped, or the page has moved.</p>
      <p>
        <a className="button" href="/">
          Go to the start page
        </a>
      </p>
    </Notice>
  );
}

export function TorrentNotFound() {
  return (
    <Notice title="No such torrent">
      <p>
        The catalogue has none with this id or info hash. It may have been taken down, or the link
        is not whole.
      </p>
      <p>
        <a className="button" href="/">
          Search the catalogue
        </a>
      </p>
    </Notice>
  );
}
