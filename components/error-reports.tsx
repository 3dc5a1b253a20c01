'use client';

import { useEffect } from 'react';
import { takeErrors } from './early-errors';

interface Props {
  dsn: string;
  release: string;
  environment: string;
}

/** Reports errors of the pages to Sentry; its program is loaded only where that is wanted. */
export function ErrorReports({ dsn, release, environment }: Props) {
  useEffect(() => {
    import('@sentry/browser').then((sentry) => {
      sentry.init({
        dsn,
        release,
        environment,
        // What was typed and clicked is nobody's business.
        integrations: (defaults) => defaults.filter(({ name }) => kept.has(name)),
      });
      for (const error of takeErrors()) {
        sentry.captureException(error, { mechanism: { type: 'generic', handled: false } });
      }
    });
  }, [dsn, release, environment]);
  return null;
}

const kept = new Set([
  'InboundFilters',
  'EventFilters',
  'Dedupe',
  'LinkedErrors',
  'GlobalHandlers',
]);
