type Headers = Readonly<Record<string, string>>;

/** Of everything: it is what it says it is, in no frame, and tells nobody where it was. */
const everywhere = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
};

/** Data, and files that pages are made with: as a page by themselves they load nothing and run nothing. */
const inert = { 'content-security-policy': "default-src 'none'; frame-ancestors 'none'" };

/** What browsers are told of each kind of answer, beside what the answer itself says. */
export const securityHeaders = {
  /** Apps on other origins call it; `CORS_ORIGINS` says which may read what it answers. */
  api: {
    ...everywhere,
    ...inert,
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'cross-origin',
  },
  files: {
    ...everywhere,
    ...inert,
    'referrer-policy': 'no-referrer',
    'cross-origin-resource-policy': 'same-origin',
  },
  /** Their Content-Security-Policy is made for each, by `middleware.ts`. */
  pages: {
    ...everywhere,
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'origin-agent-cluster': '?1',
    'permissions-policy':
      'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
    'x-dns-prefetch-control': 'off',
  },
} satisfies Record<string, Headers>;

/** With what browsers are to remember where the address of the pages is of `https`. */
export function securityHeadersOf(kind: keyof typeof securityHeaders, publicUrl: string): Headers {
  const isSecure = publicUrl.startsWith('https:');
  return {
    ...securityHeaders[kind],
    ...(isSecure && { 'strict-transport-security': 'max-age=63072000' }),
  };
}
