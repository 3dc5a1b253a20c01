import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const BYTES_OF_AN_ID = 16;
/** Drawn for a thousand ids at a time: a draw costs more than all else of an id. */
const pool = new Uint8Array(1000 * BYTES_OF_AN_ID);
let drawn = pool.length;

/** A new id (UUID v7), which sorts by the time of its making and so lands at the end of an index. */
export const newId = () => v7({ rng: nextBytes });

function nextBytes(): Uint8Array {
  if (drawn === pool.length) {
    randomFillSync(pool);
    drawn = 0;
  }
  drawn += BYTES_OF_AN_ID;
  return pool.subarray(drawn - BYTES_OF_AN_ID, drawn);
}
