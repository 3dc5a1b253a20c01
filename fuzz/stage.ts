import { environmentOf, INGEST_KEY } from '@/bench/environment';
import { startPostgres } from '@/tests/support/postgres';
import { type RunningServer, runCli, startServer } from '@/tests/support/server';
import type { Person } from './run';

export interface Stage {
  server: RunningServer;
  admin: Person;
  user: Person;
  close(): Promise<void>;
}

/** No example of the document: nobody else can sign in with it. */
const PASSWORD = 'a password that no example has';

/** A server on a PostgreSQL of its own, with an administrator, a user and a few torrents. */
export async function openStage(): Promise<Stage> {
  const postgres = await startPostgres();
  try {
    const environment = {
      ...environmentOf(await postgres.createMigratedDatabase()),
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'error',
    };
    await runCli('seed', [], environment);
    const server = await startServer('node', environment);
    const admin = await signUp(server, 'admin-of-the-fuzz@example.org');
    const user = await signUp(server, 'user-of-the-fuzz@example.org');
    await runCli('admin', ['grant', 'admin-of-the-fuzz@example.org'], environment);
    const close = async () => {
      await server.stop();
      await postgres.stop();
    };
    return { server, admin, user, close };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function signUp({ baseUrl }: RunningServer, email: string): Promise<Person> {
  const response = await fetch(`${baseUrl}/api/auth/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': INGEST_KEY },
    body: JSON.stringify({ email, password: PASSWORD }),
  });
  if (response.status !== 201) throw new Error(`sign-up answered ${response.status}`);
  return (await response.json()) as Person;
}
