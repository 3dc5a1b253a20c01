import { performance } from 'node:perf_hooks';
import type { DatabaseError, Pool, PoolClient, QueryConfig, QueryResult } from 'pg';

/** Share of its time at work beyond which Node is busy: what comes back waits for it, not it for PostgreSQL. */
const BUSY = 0.8;
/** Milliseconds between two looks whether it is. */
const LOOK_EVERY_MS = 250;
/** Connections that do for all reads then, with so many under way on each. */
const ENOUGH = 3;
const FILLED = 8;
/** Connections of the pool that reads leave to others, where it has as many. */
const LEFT = 2;
/** Milliseconds after which what is under way is not quick: no read is put behind it. */
const QUICK_MS = 25;
/** Milliseconds that a connection is kept for the next read. */
const KEPT_MS = 100;

/** PostgreSQL's state for a statement that the one before was to prepare, and which failed at it. */
const NOT_PREPARED = '26000';

/** A connection that reads share. */
interface Lane {
  connected: Promise<PoolClient>;
  /** Null until it is connected. */
  client: PoolClient | null;
  underWay: number;
  /** When the first of those under way began. */
  since: number;
  /** Until the connection is given back. */
  timer?: ReturnType<typeof setTimeout>;
  /** When the connection is lost: its reads fail, and no other is to be put behind them. */
  onError(): void;
}

type Query = (statement: QueryConfig, values: unknown[]) => Promise<QueryResult>;
type Connect = (...given: unknown[]) => Promise<PoolClient>;

/**
 * Lets reads share connections: one is sent behind another without waiting for what comes back of it.
 * So PostgreSQL goes from each to the next without being woken, and a connection is not taken and given
 * back for each. A read is what has a name, by `prepared`. The connections are the pool's; none is
 * joined while anybody waits for one.
 * @param pool of clients that pipeline
 */
export function pipelineReads(pool: Pool): { close(): void } {
  const lanes = new Set<Lane>();
  let isBusy = false;
  let looked = performance.eventLoopUtilization();
  const timer = setInterval(look, LOOK_EVERY_MS).unref();
  const queryAlone = pool.query.bind(pool) as Query;
  const connect = pool.connect.bind(pool) as Connect;

  const query: Query = (statement, values) => {
    const lane = statement.name ? findLane() : undefined;
    return lane ? read(lane, statement, values) : queryAlone(statement, values);
  };
  pool.query = query as typeof pool.query;
  pool.connect = ((...given) => {
    const connecting = connect(...given);
    if (isAnybodyWaiting()) giveBackKept();
    return connecting;
  }) as Connect as typeof pool.connect;

  /** Who takes an idle connection waits for it until the end of the turn: that is not meant. */
  const isAnybodyWaiting = () => pool.waitingCount > pool.idleCount;

  function findLane(): Lane | undefined {
    if (isAnybodyWaiting()) return;
    const now = performance.now();
    let quick = 0;
    let best: Lane | undefined;
    for (const lane of lanes) {
      const isConnected = lane.client !== null;
      if (isConnected && lane.underWay > 0 && now - lane.since > QUICK_MS) continue;
      if (best === undefined || lane.underWay < best.underWay) best = lane;
      quick += 1;
      // Those beyond come to rest.
      if (isBusy && quick >= ENOUGH && best.underWay < FILLED) return best;
    }
    return best?.underWay === 0 || !hasRoom() ? best : newLane();
  }

  /** Whether there is a connection for one more lane. */
  function hasRoom(): boolean {
    const { idleCount, waitingCount, totalCount, options } = pool;
    return (
      lanes.size < Math.max(1, options.max - LEFT) &&
      (idleCount > waitingCount || totalCount < options.max)
    );
  }

  function newLane(): Lane {
    const connected = connect().then((client) => {
      lane.client = client.on('error', lane.onError);
      lane.since = performance.now();
      return client;
    });
    const onError = () => void lanes.delete(lane);
    const lane: Lane = { connected, client: null, underWay: 0, since: 0, onError };
    lanes.add(lane);
    return lane;
  }

  async function read(lane: Lane, statement: QueryConfig, values: unknown[]): Promise<QueryResult> {
    clearTimeout(lane.timer);
    if (lane.underWay === 0) lane.since = performance.now();
    lane.underWay += 1;
    try {
      const client = lane.client ?? (await lane.connected);
      return await client.query(statement, values);
    } catch (error) {
      if ((error as DatabaseError).code !== NOT_PREPARED) throw error;
      return queryAlone(statement, values);
    } finally {
      lane.underWay -= 1;
      lane.since = performance.now();
      if (lane.underWay === 0) leave(lane);
    }
  }

  function leave(lane: Lane): void {
    const isOver = lane.client === null || !lanes.has(lane) || isAnybodyWaiting();
    if (isOver) giveBack(lane);
    else lane.timer = setTimeout(giveBack, KEPT_MS, lane);
  }

  function giveBack(lane: Lane): void {
    clearTimeout(lane.timer);
    lanes.delete(lane);
    lane.client?.off('error', lane.onError).release();
  }

  function giveBackKept(): void {
    for (const lane of lanes) if (lane.underWay === 0) giveBack(lane);
  }

  function look(): void {
    const before = looked;
    looked = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(looked, before);
    isBusy = utilization > BUSY;
  }

  return {
    close() {
      clearInterval(timer);
      giveBackKept();
    },
  };
}
