/** Where `next.config.mjs` leads who asks for the early part of a page and is not the router. */
export const GET = () =>
  new Response('Only the router asks for pages early.\n', {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });

export const dynamic = 'force-dynamic';
