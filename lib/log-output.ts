import { write, writeSync } from 'node:fs';

const STDOUT = 1;
/** Characters that are written together. */
const BLOCK_LENGTH = 15_000;
/** Of them wait at most, about 8 MiB, for room on the disk or for who reads: later lines are lost. */
const BLOCKS_MAX = 560;
/** Milliseconds in which lines gather, and after which is tried again what could not be written. */
const GATHER_MS = 250;
/** Milliseconds that a process which ends has patience with whoever reads, and between two tries. */
const END_MS = 1_000;
const RETRY_MS = 10;

/** Lines on standard output. */
export interface LogOutput {
  write(line: string): void;
  /** Calls `done` as soon as nothing is being written: what waits still is written at the end of the process. */
  flush(done: () => void): void;
}

/**
 * Lines that cannot be written cost no request, and keep no process from its end: then they are lost.
 * @param isServerless the process may be frozen once it has answered: what can be written is written at once
 */
export function openLogOutput(isServerless = false): LogOutput {
  /** Oldest first. */
  const blocks: Buffer[] = [];
  let lines = '';
  let isWriting = false;
  let onIdle = () => {};

  function gather(): void {
    if (lines !== '') blocks.push(Buffer.from(lines));
    lines = '';
  }

  function writeNext(): void {
    const [block] = blocks;
    if (block === undefined || isWriting) return;
    isWriting = true;
    write(STDOUT, block, (fault, written) => {
      isWriting = false;
      if (fault === null) take(block, written);
      onIdle();
      onIdle = () => {};
      if (fault === null) writeNext();
    });
  }

  function take(block: Buffer, written: number): void {
    if (written < block.length) blocks[0] = block.subarray(written);
    else blocks.shift();
  }

  /** All there is; for a reader who has stopped it waits until `end`. */
  function writeNow(end: number): void {
    for (;;) {
      if (blocks.length === 0) gather();
      const [block] = blocks;
      if (block === undefined) return;
      try {
        take(block, writeSync(STDOUT, block));
      } catch (error) {
        const isFull = (error as NodeJS.ErrnoException).code === 'EAGAIN';
        if (!isFull || performance.now() > end) return;
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, RETRY_MS);
      }
    }
  }

  setInterval(() => {
    if (blocks.length === 0) gather();
    writeNext();
  }, GATHER_MS).unref();
  process.once('exit', () => {
    // What is under way is left to the thread that has it.
    if (isWriting) blocks.shift();
    writeNow(performance.now() + END_MS);
  });

  return {
    write(line) {
      if (blocks.length >= BLOCKS_MAX) return;
      lines += line;
      if (isServerless && !isWriting) writeNow(0);
      if (lines.length < BLOCK_LENGTH) return;
      gather();
      writeNext();
    },
    flush(done) {
      if (isWriting) onIdle = done;
      else done();
    },
  };
}
