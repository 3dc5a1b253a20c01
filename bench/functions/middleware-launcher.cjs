// Runs the middleware of the built output as Vercel does before a page, in a folder with nothing but its files.
const { AsyncLocalStorage } = require('node:async_hooks');
const { createServer } = require('node:http');

process.chdir(__dirname);
globalThis.AsyncLocalStorage = AsyncLocalStorage;
const { config } = require('./.next/required-server-files.json');
const loaded = require('./.next/server/middleware.js');

createServer(async ({ headers, method, url }, answer) => {
  const { response } = await loaded.default({
    handler: loaded.middleware,
    page: 'middleware',
    request: {
      headers,
      method,
      url: `http://${headers.host}${url}`,
      nextConfig: config,
      page: {},
      signal: new AbortController().signal,
      waitUntil: () => {},
    },
  });
  answer.writeHead(response.status, Object.fromEntries(response.headers)).end();
}).listen(Number(process.env.PORT), '127.0.0.1');
