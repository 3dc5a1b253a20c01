import { Client } from 'pg';
import type { Logger } from '@/lib/logging';
import { CHANGES_CHANNEL } from './database';

const CONNECT_TIMEOUT_MS = 5_000;
/** Between one look whether the connection still answers and the next. */
const HEARTBEAT_MS = 5_000;
/** Before a lost connection is made anew. */
const RETRY_MS = 1_000;

export interface CatalogueWatch {
  isHearing(): boolean;
  close(): Promise<void>;
}

/**
 * Hears of changes of the catalogue by a connection of its own, which is made anew when it is lost.
 * Behind a pooler that shares sessions out nothing is heard, and it gives up.
 */
export function watchCatalogue(url: string, log: Logger, onChange: () => void): CatalogueWatch {
  let client: Client | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isHearing = false;
  let isClosed = false;

  async function open(): Promise<void> {
    const opened = new Client({
      connectionString: url,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: HEARTBEAT_MS,
      keepAlive: true,
      application_name: 'torrent-streamer watch',
    });
    client = opened;
    const lose = (error?: Error) => {
      if (client !== opened) return;
      client = null;
      isHearing = false;
      onChange();
      clearTimeout(timer);
      opened.end().catch(() => {});
      if (isClosed) return;
      log.debug({ err: error }, 'changes of the catalogue are not heard of');
      timer = setTimeout(open, RETRY_MS).unref();
    };
    opened.on('error', lose);
    opened.on('end', () => lose());
    opened.on('notification', onChange);
    try {
      await opened.connect();
      if (await isShared(opened)) {
        client = null;
        return void opened.end().catch(() => {});
      }
      await opened.query(`listen ${CHANGES_CHANNEL}`);
      onChange();
      isHearing = client === opened;
      await beat(opened);
    } catch (error) {
      lose(error as Error);
    }
  }

  /** A connection may be dead and not know it: then what is told is lost. */
  async function beat(opened: Client): Promise<void> {
    while (client === opened) {
      await new Promise((resolve) => {
        timer = setTimeout(resolve, HEARTBEAT_MS).unref();
      });
      if (client === opened) await opened.query('select 1');
    }
  }

  void open();
  return {
    isHearing: () => isHearing,
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const open = client;
      client = null;
      await open?.end().catch(() => {});
    },
  };
}

/** A pooler gives itself away: the process id of its greeting is not that of the server. */
export async function isShared(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
  return rows[0]?.pid !== (client as unknown as { processID: number }).processID;
}
