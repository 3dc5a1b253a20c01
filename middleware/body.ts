import { parse } from 'csv-parse/sync';
import sjson from 'secure-json-parse';
import { AppError, fieldError } from '@/lib/errors';
import type { IncomingRequest } from './messages';

/** Milliseconds in which a body has to come. */
const WHOLE_MS = 120_000;
/** Milliseconds in which the next bytes of a long body have to come. */
const IDLE_MS = 60_000;
/** Lines that are handed on together, unless they have more bytes than one may have. */
const LINES_MAX = 500;
/** Characters of a row of a table. */
const ROW_MAX = 16 * 1024;
/** Fields of one: the parser sees that there are too many when it has them all. */
const FIELDS_MAX = 100;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

export const mediaTypes = {
  json: 'application/json',
  lines: 'application/x-ndjson',
  csv: 'text/csv',
  figures: 'text/plain; version=0.0.4',
} as const;

/** Whether the body is said to be of lines, be it rightly. */
export const isOfLines = (request: IncomingRequest) =>
  request.header('content-type')?.toLowerCase().includes(mediaTypes.lines) ?? false;

/** Holds the body to be one of the types, as it is said to be. Throws `unsupported_media_type`. */
export function expectBodyType(
  request: IncomingRequest,
  types: readonly (keyof typeof mediaTypes)[],
): void {
  const said = /^([\w./+-]+)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i.exec(
    request.header('content-type')?.trim() ?? '',
  )?.[1];
  if (!types.some((type) => mediaTypes[type] === said?.toLowerCase())) {
    const allowed = types.map((type) => mediaTypes[type]).join(' or ');
    if (isMissing(request)) {
      const detail = `A body is missing: it must be ${allowed} in UTF-8.`;
      const message = `must be there, as ${allowed}`;
      throw new AppError('unsupported_media_type', detail, [{ in: 'body', path: '', message }]);
    }
    throw new AppError('unsupported_media_type', `The body must be ${allowed} in UTF-8.`, [
      { in: 'header', path: 'content-type', message: `must be ${allowed}` },
    ]);
  }
  if (!/^(?:identity)?$/i.test(request.header('content-encoding') ?? '')) {
    throw new AppError('unsupported_media_type', 'The body must not be compressed.', [
      { in: 'header', path: 'content-encoding', message: 'must be absent' },
    ]);
  }
}

const isMissing = (request: IncomingRequest) =>
  request.header('transfer-encoding') === null &&
  Number(request.header('content-length') ?? 0) === 0;

/** Is told of each part of a body, in bytes, before it is kept. Throws when there is too much. */
export type Take = (bytes: number) => void;

/**
 * Throws `invalid_json`, `body_too_large`.
 * @param areKeysFree whether those that could change a prototype are left to whoever checks its parts
 */
export async function readJson(
  request: IncomingRequest,
  limit: number,
  take: Take,
  areKeysFree: boolean,
): Promise<unknown> {
  const bytes = await readBytes(request, limit, take);
  try {
    return areKeysFree ? JSON.parse(decode(bytes)) : parseJson(bytes);
  } catch {
    throw new AppError('invalid_json', 'The body is not JSON in UTF-8.', [
      { in: 'body', path: '', message: 'must be JSON in UTF-8' },
    ]);
  }
}

/**
 * Rows of a table, at most `rowLimit` and one, whose first line names its columns, as texts. Throws `validation_failed`,
 * `body_too_large`.
 */
export async function readCsv(
  request: IncomingRequest,
  limit: number,
  take: Take,
  rowLimit: number,
): Promise<Record<string, string>[]> {
  const bytes = await readBytes(request, limit, take);
  try {
    const table = decode(bytes);
    const delimiter = delimiterOf(table);
    expectNarrow(bytes, delimiter.charCodeAt(0));
    return parse(table, {
      columns: distinct,
      delimiter,
      skip_empty_lines: true,
      max_record_size: ROW_MAX,
      to: rowLimit + 1,
    });
  } catch (error) {
    const { message } = error as Error;
    throw fieldError('body', '', `must be CSV in UTF-8 with a line of column names: ${message}`);
  }
}

/** Where a comma is for decimals, spreadsheets put semicolons between columns. */
function delimiterOf(table: string): ',' | ';' {
  const [head = ''] = /^[^\r\n]*/.exec(table) ?? [];
  return head.includes(';') && !head.includes(',') ? ';' : ',';
}

function expectNarrow(table: Uint8Array, delimiter: number): void {
  let fields = 1;
  let isQuoted = false;
  for (const byte of table) {
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (byte === NEWLINE || byte === RETURN) fields = 1;
    else if (byte === delimiter) fields += 1;
    if (fields > FIELDS_MAX) throw new Error(`a row has more than ${FIELDS_MAX} fields`);
  }
}

function distinct(names: string[]): string[] {
  if (new Set(names).size === names.length) return names;
  throw new Error('a column is there twice');
}

/** A line of a body: what it says, or why it cannot be read. */
export type Line = { value: unknown } | { error: string };

/**
 * The lines of a body of any length, some at a time; empty ones are left out.
 * @param limit bytes of a line
 */
export async function* readLines(request: IncomingRequest, limit: number): AsyncGenerator<Line[]> {
  let lines: Line[] = [];
  let bytes = 0;
  let rest = createGrowing();
  let length = 0;
  const take = () => {
    const line = rest.bytes().subarray(0, limit + 1);
    if (line.toString('latin1').trim() !== '') lines.push(toLine(line, limit));
    bytes += line.byteLength;
    rest = createGrowing();
    length = 0;
  };
  for await (const chunk of chunksOf(request, IDLE_MS, true)) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      keep(chunk.subarray(start, end));
      take();
      start = end + 1;
      if (lines.length >= LINES_MAX || bytes >= limit) {
        yield lines;
        lines = [];
        bytes = 0;
      }
    }
    keep(chunk.subarray(start));
  }
  take();
  if (lines.length > 0) yield lines;

  /** Of a line that is too long no more than shows that it is. */
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

const parseJson = (bytes: Uint8Array): unknown =>
  sjson.parse(decode(bytes), undefined, { protoAction: 'error', constructorAction: 'error' });

/** Throws where it is not UTF-8. */
const decode = (bytes: Uint8Array) => new TextDecoder('utf-8', { fatal: true }).decode(bytes);

/** Stops at the limit, whatever `Content-Length` promised. */
async function readBytes(request: IncomingRequest, limit: number, take: Take): Promise<Uint8Array> {
  const tooLarge = () =>
    new AppError('body_too_large', `The body must not have more than ${limit} bytes.`, [
      { in: 'body', path: '', message: `must not have more than ${limit} bytes` },
    ]);
  if (Number(request.header('content-length') ?? 0) > limit) throw tooLarge();
  const body = createGrowing();
  let length = 0;
  for await (const chunk of chunksOf(request, WHOLE_MS, false)) {
    length += chunk.byteLength;
    if (length > limit) throw tooLarge();
    take(chunk.byteLength);
    body.add(chunk);
  }
  return body.bytes();
}

/** Bytes that come in parts, which are not kept: a part of one byte takes two hundred. */
function createGrowing() {
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
 * Throws `invalid_json` where whoever sends breaks off, or takes too long: they are gone, but the
 * log should not say that something failed on our side.
 * @param isIdle whether `ms` is for each chunk, not for all of them
 */
async function* chunksOf(
  request: IncomingRequest,
  ms: number,
  isIdle: boolean,
): AsyncGenerator<Uint8Array> {
  const chunks = request.body()?.[Symbol.asyncIterator]();
  if (chunks === undefined) return;
  // Not a race with one promise for all chunks: that would keep every one of them.
  let isOver = false;
  let giveUp = () => {};
  const timer = setTimeout(() => {
    isOver = !isIdle;
    giveUp();
  }, ms);
  const next = () =>
    new Promise<IteratorResult<Uint8Array>>((resolve, reject) => {
      giveUp = () => reject(new Error('too late'));
      if (isOver) giveUp();
      else chunks.next().then(resolve, reject);
    });
  try {
    for (;;) {
      const { done, value } = await next().catch(() => {
        throw new AppError('invalid_json', 'The body was cut off.', [
          { in: 'body', path: '', message: 'was cut off' },
        ]);
      });
      if (done) return;
      if (isIdle) timer.refresh();
      yield value;
      if (isIdle) timer.refresh();
    }
  } finally {
    clearTimeout(timer);
    // Not waited for: it comes after a chunk that is still asked for, and may never be there.
    chunks.return?.().catch(() => {});
  }
}
