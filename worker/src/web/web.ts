/** The outside world as sources see it: polite, bounded, and never a private address. */
export interface Web {
  /** Reads an answer whole, redirects followed. Throws `SourceError`. */
  get(url: string, options: GetOptions): Promise<Page>;
  /** The same, without holding it: for what is too large. */
  stream(url: string, options: GetOptions): Promise<StreamedPage>;
}

export interface GetOptions {
  /** The `Accept` header. */
  accept: string;
  /** Bytes at most, after decompression. */
  maxBytes: number;
  /** Of an earlier answer: when nothing changed since, the answer is `not-modified`. */
  validators?: Validators | undefined;
}

/** What a conditional request is made from (RFC 9110, 13.1). */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export type Page = NotModified | (Answered & { bytes: Uint8Array });
export type StreamedPage = NotModified | (Answered & { body: ReadableStream<Uint8Array> });

interface NotModified {
  state: 'not-modified';
}

interface Answered {
  state: 'ok';
  /** Where it came from in the end. */
  url: string;
  contentType: string;
  validators: Validators;
}

/**
 * Why something could not be had. `retry`: it may be had later, after so many seconds where the
 * other side said so; else it never will.
 */
export class SourceError extends Error {
  constructor(
    message: string,
    readonly retry: boolean,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
  }
}

/** The host was not asked, as it wants to be left alone for so many seconds. */
export class Paused extends SourceError {
  constructor(host: string, seconds: number) {
    super(`${host} asked for a pause`, true, seconds);
  }
}

/** What was asked for is not there, or no longer: 404 or 410. */
export class Gone extends SourceError {
  constructor(message: string) {
    super(message, false);
  }
}
