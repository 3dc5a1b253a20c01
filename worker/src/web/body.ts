import { SourceError } from './web';

/** How long an exchange may take; what it started ends with its signal. */
export interface TimeLimit {
  signal: AbortSignal;
  /** Waits for something to come, no longer than the idle time. Throws `SourceError`. */
  during<T>(action: () => Promise<T>): Promise<T>;
  end(): void;
}

interface Bounds {
  maxBytes: number;
  tooLarge: () => SourceError;
  time: TimeLimit;
  whenEnded: () => void;
}

export function timeLimit(totalMs: number, idleMs: number, place: string): TimeLimit {
  const controller = new AbortController();
  const endIn = (ms: number, problem: string) =>
    setTimeout(() => controller.abort(new SourceError(`${place} ${problem}`, true)), ms);
  const total = endIn(totalMs, `took longer than ${totalMs / 1000} s`);
  return {
    signal: controller.signal,
    async during(action) {
      const idle = endIn(idleMs, `sent nothing for ${idleMs / 1000} s`);
      try {
        return await action();
      } catch (error) {
        const { aborted, reason } = controller.signal;
        throw aborted ? reason : new SourceError(`${place} broke off${codeOf(error)}`, true);
      } finally {
        clearTimeout(idle);
      }
    },
    end() {
      clearTimeout(total);
      controller.abort();
    },
  };
}

/** The code of what went wrong; the message could hold the address, and that a key. */
function codeOf(error: unknown): string {
  const { code } = ((error as Error).cause ?? error) as { code?: unknown };
  return typeof code === 'string' ? ` (${code})` : '';
}

/** The body as it comes, decompressed, up to so many bytes. Its errors are `SourceError`. */
export function boundedBody(response: Response, bounds: Bounds): ReadableStream<Uint8Array> {
  const { maxBytes, tooLarge, time, whenEnded } = bounds;
  const reader = (response.body ?? new Blob([]).stream()).getReader();
  let size = 0;
  const end = () => {
    time.end();
    whenEnded();
  };
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await time.during(() => reader.read());
        size += value?.length ?? 0;
        if (size > maxBytes) throw tooLarge();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        controller.close();
      } catch (error) {
        controller.error(error);
      }
      end();
    },
    cancel: end,
  });
}

/** All of a body in one piece. */
export async function readWhole(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    size += part.value.length;
  }
  const whole = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    whole.set(chunk, offset);
    offset += chunk.length;
  }
  return whole;
}
