import * as z from 'zod';
import type { Item, Json } from '../sources/source';
import { type Ledger, type Offer, OUTCOMES, type Outcome } from './ledger';

const json: z.ZodType<Json> = z.json();

/** What a book holds, as a file keeps it: the whole, or a change with the items that it touches. */
export const pages = z.strictObject({
  position: json,
  checkpoint: json,
  /** The licence policy that what was held back was judged by. */
  policy: z.string().nullable().default(null),
  /** The last turn that was given out. */
  turn: z.int().min(0),
  items: z.record(
    z.string(),
    z.strictObject({
      version: z.string().nullable(),
      turn: z.int(),
      infoHash: z.string().nullable().default(null),
      /** Null once it is settled for good; what was held back may be asked for again. */
      hint: json,
      settled: z
        .strictObject({
          turn: z.int(),
          outcome: z.enum(OUTCOMES),
          reason: z.string().nullable(),
        })
        .nullable(),
    }),
  ),
});
export type Pages = z.infer<typeof pages>;

const isSettled = ({ turn, settled }: Pages['items'][string]) => settled?.turn === turn;

export const emptyPages = (): Pages => ({
  position: null,
  checkpoint: null,
  policy: null,
  turn: 0,
  items: {},
});

/** A ledger in memory; `keep` is called with what has changed since the last time, to be kept. */
export function openBook(
  { items: known, ...state }: Pages,
  keep: (change: Pages) => Promise<void>,
): Ledger {
  const items = new Map(Object.entries(known));
  /** Of each torrent, how many items are of it. */
  const holders = new Map<string, number>();
  for (const { infoHash } of items.values()) countHolder(infoHash, 1);

  function countHolder(infoHash: string | null, change: 1 | -1) {
    if (infoHash !== null) holders.set(infoHash, (holders.get(infoHash) ?? 0) + change);
  }

  const ownHashOf = (infoHash: string | null) =>
    infoHash !== null && holders.get(infoHash) === 1 ? infoHash : null;

  const touched = new Map<string, Pages['items'][string]>();
  async function save() {
    await keep({ ...state, items: Object.fromEntries(touched) });
    touched.clear();
  }

  function offerOf(item: Item): Offer | null {
    const known = items.get(item.key);
    const infoHash = known?.infoHash ?? null;
    if (known === undefined || (item.version !== null && item.version !== known.version)) {
      const turn = ++state.turn;
      const { version, hint } = item;
      const row = { version, turn, infoHash, hint, settled: known?.settled ?? null };
      items.set(item.key, row);
      touched.set(item.key, row);
      return { ...item, turn, infoHash: ownHashOf(infoHash) };
    }
    return isSettled(known) ? null : { ...item, turn: known.turn, infoHash: ownHashOf(infoHash) };
  }

  function settleOne({ key, turn, outcome, reason, infoHash }: Outcome) {
    const known = items.get(key);
    if (known === undefined) throw new Error(`settled what was never offered: ${key}`);
    if (known.settled !== null && known.settled.turn >= turn) return;
    known.settled = { turn, outcome, reason };
    countHolder(known.infoHash, -1);
    known.infoHash = infoHash ?? known.infoHash;
    countHolder(known.infoHash, 1);
    if (isSettled(known) && outcome !== 'held-back') known.hint = null;
    touched.set(key, known);
  }

  return {
    run: async () => ({ position: state.position, checkpoint: state.checkpoint }),
    offer: async (found) => found.map(offerOf).filter((offer) => offer !== null),
    waiting: async () =>
      [...items]
        .filter(([, row]) => !isSettled(row))
        .map(([key, { settled: _, ...row }]) => ({
          key,
          ...row,
          infoHash: ownHashOf(row.infoHash),
        }))
        .sort((one, other) => one.turn - other.turn),
    async adopt(policy) {
      if (state.policy !== null && state.policy !== policy) {
        for (const [key, item] of items) {
          if (item.settled?.outcome !== 'held-back') continue;
          item.settled = null;
          touched.set(key, item);
        }
      }
      state.policy = policy;
      await save();
    },
    async settle(outcomes) {
      outcomes.forEach(settleOne);
      await save();
    },
    async advance({ position, checkpoint }) {
      Object.assign(state, { position, checkpoint });
      await save();
    },
  };
}
