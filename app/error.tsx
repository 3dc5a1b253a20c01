'use client';

import { useEffect } from 'react';
import { Notice } from '@/components/notice';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  useEffect(() => {
    // One with a digest is the server's, which tells of it itself.
    if (error.digest === undefined) reportError(error);
  }, [error]);
  return (
    <Notice title="Something went wrong on our side">
      <p>The page could not be made. It may work in a moment.</p>
      {error.digest !== undefined && (
        <p>
          In the log it goes by <code>{error.digest}</code>.
        </p>
      )}
      <p>
        <button type="button" className="button needs-script" onClick={reset}>
          Try again
        </button>
      </p>
    </Notice>
  );
}
