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
  const { readable, writable } = new DecompressionStream('gzip');
  const reader = readable.getReader();
  let fault: unknown = null;
  pump(packed, writable.getWriter()).catch((error: unknown) => {
    fault = error;
  });
  let size = 0;
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      size += part.value.length;
      if (size > maxBytes) {
        throw new SourceError(`larger than ${maxBytes} bytes once unpacked`, false);
      }
      yield part.value;
    }
  } catch (error) {
    const known = [error, fault].find((one) => one instanceof SourceError);
    throw known ?? new SourceError('the gzip file is broken', true);
  } finally {
    await reader.cancel().catch(() => {});
  }
}

/** What fails here, fails for the reader at the other end as well. */
async function pump(
  packed: AsyncGenerator<Uint8Array>,
  writer: WritableStreamDefaultWriter<Uint8Array<ArrayBuffer>>,
): Promise<void> {
  writer.closed.catch(() => {});
  try {
    for await (const chunk of packed) await writer.write(chunk as Uint8Array<ArrayBuffer>);
    await writer.close();
  } catch (error) {
    await writer.abort(error).catch(() => {});
    throw error;
  }
}
