/** Control characters, and those that turn or hide the text around them. */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g;

const MAX_LINE_LENGTH = 500;

/** One line of text from strangers, safe to print on a terminal. */
export function printable(line: string): string {
  const cut = line.length > MAX_LINE_LENGTH ? `${line.slice(0, MAX_LINE_LENGTH)}…` : line;
  return cut.replace(UNSAFE, '\ufffd');
}

/** One line of JSON, in which unsafe characters are escaped. */
export function printableJson(value: unknown): string {
  return JSON.stringify(value).replace(
    UNSAFE,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Of a program that SIGPIPE ends, which Node does not let through. */
const NOBODY_READS = 128 + 13;

/** Ends the command without a word as soon as nobody reads what it says any more, as with `| head`. */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(NOBODY_READS);
  });
}

/** One line that is written anew on a terminal; elsewhere only what is to stay. */
export function progressLine(stream: NodeJS.WriteStream) {
  return {
    show(line: string) {
      const width = stream.columns || 80;
      if (stream.isTTY) stream.write(`\r\u001b[K${printable(line).slice(0, width - 1)}`);
    },
    /** Says so where there is no terminal to show it on. */
    leave(line: string) {
      if (!stream.isTTY) stream.write(`${printable(line)}\n`);
    },
    clear() {
      if (stream.isTTY) stream.write('\r\u001b[K');
    },
    end(line: string) {
      stream.write(`${stream.isTTY ? '\r\u001b[K' : ''}${printable(line)}\n`);
    },
  };
}
