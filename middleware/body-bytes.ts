import { AppError } from '@/lib/errors';
import type { IncomingRequest } from './messages';

/** Milliseconds in which a whole body has to arrive. */
const WHOLE_MS = 120_000;
/** Milliseconds in which the next chunk of a body of any length has to arrive. */
const IDLE_MS = 60_000;

/** Called with the length of each chunk before it is kept. Throws when the process holds too much. */
export type Take = (bytes: number) => void;

/** The whole body. Stops at the limit, whatever `Content-Length` promised. Throws `body_too_large`. */
export async function readBytes(
  request: IncomingRequest,
  limit: number,
  take: Take,
): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError('body_too_large', `The body must not have more than ${limit} bytes.`, [
      { in: 'body', path: '', message: `must not have more than ${limit} bytes` },
    ]);
  if (Number(request.header('content-length') ?? 0) > limit) throw tooLarge();
  const body = createByteBuffer();
  let length = 0;
  for await (const chunk of chunksOf(request, WHOLE_MS, false)) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge();
    take(chunk.byteLength);
    body.add(chunk);
  }
  return body.bytes();
}

/**
 * The chunks of a body of any length, for as long as more keep coming. Throws `invalid_json`, and
 * `unavailable` when the process ends.
 */
export const chunksWhileTheyCome = (
  request: IncomingRequest,
  ending: AbortSignal,
): AsyncGenerator<Uint8Array> => chunksOf(request, IDLE_MS, true, ending);

/** Throws where the bytes are not UTF-8. */
export const decodeUtf8 = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** A buffer that grows. Chunks are copied, not kept: a chunk object of one byte takes two hundred. */
export function createByteBuffer() {
  let room = Buffer.alloc(0);
  let length = 0;
  return {
    add(part: Uint8Array): void {
      const needed = length + part.byteLength;
      if (needed > room.length) {
        const larger = Buffer.allocUnsafe(Math.max(needed, 2 * room.length));
        room.copy(larger, 0, 0, length);
        room = larger;
      }
      room.set(part, length);
      length = needed;
    },
    bytes: () => room.subarray(0, length),
  };
}

/**
 * Throws `invalid_json` where the sender breaks off, or takes too long: they are gone and will not
 * read it, but the log should not say that something failed on our side.
 * @param isIdle whether `ms` is the limit for each chunk, rather than for all of them together
 */
async function* chunksOf(
  request: IncomingRequest,
  ms: number,
  isIdle: boolean,
  ending?: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const chunks = request.body()?.[Symbol.asyncIterator]();
  if (chunks === undefined) return;
  // Not a race with one promise for all chunks: that would keep every one of them.
  let over = ending?.aborted ? processEnds() : null;
  let giveUp = (_error: AppError) => {};
  const timer = setTimeout(() => {
    if (!isIdle) over = cutOff();
    giveUp(cutOff());
  }, ms);
  const onEnding = () => {
    over = processEnds();
    giveUp(over);
  };
  ending?.addEventListener('abort', onEnding);
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      giveUp = reject;
      if (over !== null) reject(over);
      else chunks.next().then(resolve, () => reject(cutOff()));
    });
  try {
    for (;;) {
      const { done, value } = await next();
      if (done) return;
      if (isIdle) timer.refresh();
      yield value;
      if (isIdle) timer.refresh();
    }
  } finally {
    clearTimeout(timer);
    ending?.removeEventListener('abort', onEnding);
    // Not awaited: it resolves after a chunk that is still asked for, and that may never come.
    chunks.return?.().catch(() => {});
  }
}

const cutOff = () =>
  new AppError('invalid_json', 'The body was cut off.', [
    { in: 'body', path: '', message: 'was cut off' },
  ]);

const processEnds = () =>
  new AppError('unavailable', 'The service ends. Send what has no answer again, in a moment.');
