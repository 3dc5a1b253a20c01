import { chunksWhileTheyCome, createByteBuffer } from './body-bytes';
import { parseJson } from './body-json';
import type { IncomingRequest } from './messages';

/** Lines that are handed on together, unless together they have more bytes than one line may have. */
const LINES_MAX = 500;
const NEWLINE = 0x0a;

/** A line of a body: what it says, or why it cannot be read. */
export type Line = { value: unknown } | { error: string };

/**
 * The lines of a body of any length, some at a time; blank ones are left out.
 * @param limit bytes of one line
 * @param ending when no more are read, and who sends them is told so
 */
export async function* readLines(
  request: IncomingRequest,
  limit: number,
  ending: AbortSignal,
): AsyncGenerator<Line[]> {
  let lines: Line[] = [];
  let bytes = 0;
  let rest = createByteBuffer();
  let length = 0;
  const endLine = () => {
    const line = rest.bytes().subarray(0, limit + 1);
    if (line.toString('latin1').trim() !== '') lines.push(toLine(line, limit));
    bytes += line.byteLength;
    rest = createByteBuffer();
    length = 0;
  };
  for await (const chunk of chunksWhileTheyCome(request, ending)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      endLine();
      start = end + 1;
      if (lines.length >= LINES_MAX || bytes >= limit) {
        yield lines;
        lines = [];
        bytes = 0;
      }
    }
    keep(chunk.subarray(start));
  }
  endLine();
  if (lines.length > 0) yield lines;

  /** Of a line that is too long, no more is kept than shows that it is. */
  function keep(part: Uint8Array): void {
    if (length <= limit) rest.add(part);
    length += part.byteLength;
  }
}

function toLine(line: Uint8Array, limit: number): Line {
  if (line.byteLength > limit) return { error: `must not have more than ${limit} bytes` };
  try {
    return { value: parseJson(line) };
  } catch {
    return { error: 'must be JSON in UTF-8' };
  }
}
