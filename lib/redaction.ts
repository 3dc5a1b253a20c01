/** What must not be read in a log: credentials in addresses, addresses of people, tokens and keys. */
const secrets: [pattern: RegExp, instead: string][] = [
  [/:\/\/[^\s/@]+@/g, '://[secret]@'],
  [/[^\s@"'`<>()[\],;:=]+@[^\s@"'`<>()[\],;:=]+/g, '[address]'],
  [/\beyJ[\w-]+\.[\w-]+\.[\w-]*/g, '[token]'],
  // 256 bits in base64url, or hex: our tokens and keys, and what we keep of them.
  [/(?<![\w-])(?:ingest_)?[\w-]{43}(?![\w-])/g, '[token]'],
  [/(?<!\w)[\da-f]{64}(?!\w)/g, '[hash]'],
  [/\$argon2\w+\$\S+/g, '[hash]'],
];

/** A text as a log may have it. */
const redact = (text: string): string =>
  secrets.reduce((text, [pattern, instead]) => text.replace(pattern, instead), text);

export interface DescribedError {
  type: string;
  message: string;
  stack?: string;
  code?: string;
  constraint?: string;
  table?: string;
  cause?: DescribedError;
}

/** Causes of causes that are told. */
const DEPTH_MAX = 5;

/**
 * An error as a log may have it: without the parameters of a statement, nor what the database
 * quotes of its rows.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: redact(String(error)) };
  const { name, stack = '', cause } = error;
  const { code, constraint, table, query } = error as unknown as Record<string, unknown>;
  // Drizzle's: its message, and so its stack, ends with the parameters.
  const message = typeof query === 'string' ? `Failed query: ${query}` : redact(error.message);
  const frames = stack.includes(error.message)
    ? stack.slice(stack.indexOf(error.message) + error.message.length)
    : '';
  return {
    type: name,
    message,
    ...(frames !== '' && { stack: `${name}: ${message}${frames}` }),
    ...(typeof code === 'string' && { code }),
    ...(typeof constraint === 'string' && { constraint }),
    ...(typeof table === 'string' && { table }),
    ...(cause !== undefined && depth < DEPTH_MAX && { cause: describeError(cause, depth + 1) }),
  };
}

/** The same error without what must not leave the house. */
export const safeError = (error: unknown): Error => restored(describeError(error));

function restored({ type, message, stack, cause, ...rest }: DescribedError): Error {
  const error = new Error(message, cause && { cause: restored(cause) });
  return Object.assign(error, rest, { name: type, stack: stack ?? `${type}: ${message}` });
}
