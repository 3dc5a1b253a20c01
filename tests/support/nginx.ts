import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findNginx } from '../../scripts/programs.mjs';
import { freePort, waitForPort } from './ports';

export interface LoadBalancer {
  baseUrl: string;
  stop(): Promise<void>;
}

/** A real nginx in front of three servers, set as docs/nginx.conf says. */
export async function startNginx(ports: [number, number, number]): Promise<LoadBalancer> {
  const program = findNginx();
  if (program === null) throw new Error('There is no nginx: set NGINX_PATH.');
  const folder = mkdtempSync(join(tmpdir(), 'torrent-streamer-nginx-'));
  chmodSync(folder, 0o755);
  const listenPort = await freePort();
  const kinds = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const temporary = kinds.map((kind) => `${kind}_temp_path ${join(folder, kind)};`).join('\n');
  let config = readFileSync('docs/nginx.conf', 'utf8')
    .replace('listen 8080', `listen 127.0.0.1:${listenPort}`)
    .replace('http {', `http {\naccess_log off;\n${temporary}`);
  ports.forEach((port, place) => {
    config = config.replace(`127.0.0.1:${3001 + place}`, `127.0.0.1:${port}`);
  });
  const file = join(folder, 'nginx.conf');
  writeFileSync(file, config);
  const here = `daemon off; pid ${join(folder, 'pid')}; error_log stderr;`;
  const child = spawn(program, ['-p', folder, '-c', file, '-e', 'stderr', '-g', here], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.on('data', (chunk) => {
    output += chunk;
  });
  const ended = once(child, 'exit');
  await Promise.race([
    waitForPort(listenPort),
    ended.then(() => Promise.reject(new Error(`nginx does not start:\n${output}`))),
  ]);
  return {
    baseUrl: `http://127.0.0.1:${listenPort}`,
    async stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
