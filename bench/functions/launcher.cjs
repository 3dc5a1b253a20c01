// Runs a function of the built output as Vercel's launcher does, in a folder with nothing but its files.
const { createServer } = require('node:http');

process.chdir(__dirname);
const { config } = require('./.next/required-server-files.json');
const NextServer = require('next/dist/server/next-server').default;

const server = new NextServer({ conf: config, dir: __dirname, dev: false, minimalMode: true });
createServer(server.getRequestHandler()).listen(Number(process.env.PORT), '127.0.0.1');
