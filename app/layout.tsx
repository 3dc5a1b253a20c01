import { Analytics } from '@vercel/analytics/next';
import { SpeedInsights } from '@vercel/speed-insights/next';
import type { Metadata, Viewport } from 'next';
import type { ReactNode } from 'react';
import { ErrorReports } from '@/components/error-reports';
import { SiteFooter } from '@/components/site-footer';
import { SiteHeader } from '@/components/site-header';
import { sharedRuntime } from '@/runtime/runtime';
import './globals.css';

/** Scripts carry the nonce of their request: a page that was made before would have none. */
export const dynamic = 'force-dynamic';

export const metadata: Metadata = {
  title: { default: 'Torrent Streamer', template: '%s – Torrent Streamer' },
  description:
    'A catalogue of torrents of works that may be shared: public domain, Creative Commons, free software.',
  formatDetection: { telephone: false, date: false, address: false, email: false },
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#faf9f6' },
    { media: '(prefers-color-scheme: dark)', color: '#121311' },
  ],
};

/**
 * Views are client components, so that the server sends their data and not their elements again.
 * React would split large elements, and fails to hydrate those whose parts come late.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const { errorReports, serverless: isOnVercel } = (await sharedRuntime()).config;
  return (
    <html lang="en">
      <body>
        <SiteHeader />
        {children}
        <SiteFooter />
        {errorReports && <ErrorReports {...errorReports} />}
        {isOnVercel && <Analytics />}
        {isOnVercel && <SpeedInsights />}
      </body>
    </html>
  );
}
