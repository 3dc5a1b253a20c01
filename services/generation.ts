import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenDatabase } from '@/db/database';
import { readGeneration } from '@/db/repositories/generations';
import type { Generation } from './context';

/** Milliseconds after which other processes have heard of a change. */
const HEARD_MS = 20;

/**
 * The generation of the catalogue, read again after every change that this process makes, or hears
 * of; each time where nobody tells of the changes of others.
 * @param isServerless a process that is frozen between requests hears nothing
 */
export function createGeneration(database: OpenDatabase, isServerless: boolean): Generation {
  const { db, watch, counterStore } = database;
  const isAlone = counterStore === null;
  let watching: ReturnType<OpenDatabase['watch']> | null = null;
  let known: string | null = null;
  let reading: Promise<string> | null = null;
  let changes = 0;

  function forget(): void {
    known = null;
    reading = null;
    changes += 1;
  }

  async function read(): Promise<string> {
    const before = changes;
    const generation = await readGeneration(db);
    if (before === changes) known = generation;
    return generation;
  }

  return {
    async changed() {
      forget();
      if (!isAlone) await sleep(HEARD_MS);
    },
    async current() {
      if (isServerless) return readGeneration(db);
      watching ??= watch(forget);
      // What has arrived but was not looked at yet comes first, be it that something changed.
      await nextTurn();
      if (!watching.isHearing()) return readGeneration(db);
      if (known !== null) return known;
      // One question for all who wait, unless something changed since it was asked.
      reading ??= read();
      try {
        return await reading;
      } finally {
        reading = null;
      }
    },
  };
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));
