import { parse } from 'csv-parse/sync';
import { fieldError } from '@/lib/errors';
import { decodeUtf8, readBytes, type Take } from './body-bytes';
import type { IncomingRequest } from './messages';

/** Characters of one row. */
const ROW_MAX = 16 * 1024;
/** Fields of one row. Counted here, as the parser sees that there are too many when it has them all. */
const FIELDS_MAX = 100;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/**
 * The rows of a table as texts, by the names of its columns, which are its first line. One row more
 * than `rowLimit` is read, so that the schema sees that there are too many. Throws
 * `validation_failed`, `body_too_large`.
 */
export async function readCsv(
  request: IncomingRequest,
  limit: number,
  take: Take,
  rowLimit: number,
): Promise<Record<string, string>[]> {
  const bytes = await readBytes(request, limit, take);
  try {
    const table = decodeUtf8(bytes);
    const delimiter = delimiterOf(table);
    expectNarrow(bytes, delimiter.charCodeAt(0));
    return parse(table, {
      columns: expectDistinct,
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

/** Spreadsheets put semicolons between columns in countries that write decimals with a comma. */
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

function expectDistinct(names: string[]): string[] {
  if (new Set(names).size === names.length) return names;
  throw new Error('a column is there twice');
}
