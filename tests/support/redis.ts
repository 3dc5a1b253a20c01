import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { findRedis } from '../../scripts/programs.mjs';
import { freePort, waitForPort } from './ports';

export interface RedisServer {
  url: string;
  /** Ends it at once, and loses what it held. */
  kill(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** Lets it take connections and questions, and answer none. */
  hang(): void;
  goOn(): void;
}

/** A real Redis server on a free port, which keeps nothing on the disk. */
export async function startRedis(): Promise<RedisServer> {
  const program = findRedis();
  if (program === null) throw new Error('There is no Redis: set REDIS_SERVER_PATH.');
  const port = await freePort();
  let child: ChildProcess;
  const redis: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const end = once(child, 'exit');
      child.kill('SIGKILL');
      await end;
    },
    async start() {
      const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', ''];
      child = spawn(program, options, { stdio: 'ignore' });
      await waitForPort(port);
    },
    hang: () => void child.kill('SIGSTOP'),
    goOn: () => void child.kill('SIGCONT'),
  };
  await redis.start();
  return redis;
}
