import { SourceError } from '../web/web';

const GZIP = [0x1f, 0x8b];

/** A body as it is, or, when it begins as gzip does, what is in it, up to so many bytes. */
export async function* unzipped(
  body: ReadableStream<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    const first = await reader.read();
    const isGzip = GZIP.every((byte, index) => first.value?.[index] === byte);
    const rest = partsFrom(first, reader);
    yield* isGzip ? unpacked(rest, maxBytes) : rest;
  } finally {
    await reader.cancel();
  }
}

async function* partsFrom(
  first: ReadableStreamReadResult<Uint8Array>,
  reader: ReadableStreamDefaultReader<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for (let part = first; !part.done; part = await reader.read()) yield part.value;
}

async function* unpacked(
  packed: AsyncGenerator<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let fault: unknown = null;
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await packed.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        fault = error;
        controller.error(error);
      }
    },
  });
  const { readable, writable } = new DecompressionStream('gzip');
  // What fails in the pipe is told by the reader.
  stream.pipeTo(writable).catch(() => {});
  const reader = readable.getReader();
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > maxBytes)
        throw new SourceError(`larger than ${maxBytes} bytes once unpacked`, false);
      yield part.value;
    }
  } catch (error) {
    if (error instanceof SourceError) throw error;
    throw fault ?? new SourceError('the gzip file is broken', true);
  } finally {
    await reader.cancel().catch(() => {});
  }
}
