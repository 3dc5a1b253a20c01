import { retryAfter } from '../../../client/retry-after';
import { type AddressRules, checkedUrl } from './addresses';
import { boundedBody, readWhole, type TimeLimit, timeLimit } from './body';
import type { Limiter } from './limiter';
import { type GetOptions, Gone, SourceError, type Validators, type Web } from './web';

export interface WebSettings {
  /** An address, of a page or of mail, where those who run the sources reach those who ask. */
  contact: string;
  /** `host` or `host:port` that may be reached although it is private: for development. */
  allowedHosts?: readonly string[] | undefined;
  /** The addresses of a name; see `AddressRules`. */
  resolve?: ((host: string) => Promise<string[]>) | undefined;
  limiter: Limiter;
  timeouts?: Partial<Timeouts> | undefined;
}

interface Timeouts {
  /** Milliseconds for an answer as a whole. */
  requestMs: number;
  /** The same for one that is streamed. */
  streamMs: number;
  /** Milliseconds in which nothing comes. */
  idleMs: number;
}

const DEFAULT_TIMEOUTS: Timeouts = { requestMs: 60_000, streamMs: 900_000, idleMs: 20_000 };
const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PASSING_FAULTS = new Set([408, 425, 429]);
/** Of who says that it is too much, and not for how long, or for no time at all. */
const PAUSE_SECONDS = 60;

interface Hop {
  url: URL;
  response: Response;
  time: TimeLimit;
  endTurn: () => void;
}

/** The web for sources, by `fetch`: it runs in workerd and in Node. */
export function createWeb(settings: WebSettings): Web {
  const { limiter, contact } = settings;
  const timeouts = { ...DEFAULT_TIMEOUTS, ...settings.timeouts };
  const rules: AddressRules = {
    allowedHosts: new Set(settings.allowedHosts),
    resolve: settings.resolve ?? null,
  };
  const userAgent = `torrent-streamer/0.1 (+${asHeader(contact)})`;

  async function ask(url: URL, options: GetOptions, totalMs: number): Promise<Hop> {
    const endTurn = await limiter.turn(url.host);
    const time = timeLimit(totalMs, timeouts.idleMs, placeOf(url));
    try {
      const response = await time.during(() =>
        fetch(url, {
          headers: { ...headersOf(options), 'user-agent': userAgent },
          redirect: 'manual',
          signal: time.signal,
        }),
      );
      return { url, response, time, endTurn };
    } catch (error) {
      time.end();
      endTurn();
      throw error;
    }
  }

  /** Follows redirects; each hop is checked, and takes its turn at its host. */
  async function follow(text: string, options: GetOptions, totalMs: number): Promise<Hop> {
    let url = await checkedUrl(text, rules);
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
      const hop = await ask(url, options, totalMs);
      const location = locationOf(hop.response);
      if (!REDIRECTS.has(hop.response.status) || location === null) return hop;
      leave(hop);
      const next = await checkedUrl(location, rules, url.href);
      if (url.protocol === 'https:' && next.protocol === 'http:') {
        throw new SourceError(`${placeOf(url)} leads from https to http`, false);
      }
      url = next;
    }
    throw new SourceError(`${placeOf(url)} is one redirect too many`, false);
  }

  async function open(text: string, options: GetOptions, totalMs: number) {
    const hop = await follow(text, options, totalMs);
    const { url, response } = hop;
    try {
      if (response.status === 304 && options.validators !== undefined) {
        leave(hop);
        return { state: 'not-modified' } as const;
      }
      if (response.status !== 200) throw await faultOf(url, response, limiter);
      const contentType = response.headers.get('content-type') ?? '';
      if (/^(?:text\/html|application\/xhtml)/i.test(contentType) && !/html/.test(options.accept)) {
        throw new SourceError(`${placeOf(url)} answered with a web page`, true);
      }
      if (Number(response.headers.get('content-length')) > options.maxBytes) {
        throw tooLarge(url, options);
      }
      return {
        state: 'ok',
        url: url.href,
        contentType,
        validators: validatorsOf(response.headers),
        body: boundedBody(response, {
          maxBytes: options.maxBytes,
          tooLarge: () => tooLarge(url, options),
          time: hop.time,
          whenEnded: hop.endTurn,
        }),
      } as const;
    } catch (error) {
      leave(hop);
      throw error;
    }
  }

  return {
    async get(url, options) {
      const page = await open(url, options, timeouts.requestMs);
      if (page.state === 'not-modified') return page;
      const { body, ...answered } = page;
      const bytes = await readWhole(body);
      if (!/html/.test(options.accept) && looksLikeHtml(bytes)) {
        throw new SourceError(`${placeOf(new URL(page.url))} answered with a web page`, true);
      }
      return { ...answered, bytes };
    },
    stream: (url, options) => open(url, options, timeouts.streamMs),
  };
}

/** What a header cannot hold is escaped, as in the address that it is of. */
const asHeader = (contact: string) =>
  contact.toWellFormed().replace(/[^\u0020-\u007e]+/g, encodeURIComponent);

/** Some servers write it in UTF-8, unescaped: of such bytes `fetch` of Node makes a letter each. */
function locationOf({ headers }: Response): string | null {
  const location = headers.get('location');
  if (location === null || !/^[\0-\u00ff]*$/.test(location)) return location;
  const bytes = Uint8Array.from(location, (letter) => letter.charCodeAt(0));
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return location;
  }
}

/** Where an address is, without the query: that may hold a key. */
const placeOf = (url: URL) => url.origin + url.pathname;

function leave({ time, endTurn, response }: Hop): void {
  response.body?.cancel().catch(() => {});
  time.end();
  endTurn();
}

function headersOf({ accept, validators }: GetOptions): Record<string, string> {
  const headers: Record<string, string> = { accept };
  if (validators?.etag) headers['if-none-match'] = validators.etag;
  if (validators?.lastModified) headers['if-modified-since'] = validators.lastModified;
  return headers;
}

const validatorsOf = (headers: Headers): Validators => ({
  etag: headers.get('etag'),
  lastModified: headers.get('last-modified'),
});

const tooLarge = (url: URL, { maxBytes }: GetOptions) =>
  new SourceError(`${placeOf(url)} is larger than ${maxBytes} bytes`, false);

async function faultOf(
  url: URL,
  { status, headers }: Response,
  limiter: Limiter,
): Promise<SourceError> {
  const message = `${placeOf(url)} answered ${status}`;
  if (status === 404 || status === 410) return new Gone(message);
  if (status < 500 && !PASSING_FAULTS.has(status)) return new SourceError(message, false);
  const asked = status === 429 || status === 503 ? retryAfter(headers) : null;
  const seconds = status === 429 ? asked || PAUSE_SECONDS : asked;
  if (seconds !== null) await limiter.pause(url.host, seconds);
  return new SourceError(message, true, seconds);
}

/** Some servers call their error pages `application/octet-stream`. */
function looksLikeHtml(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 256));
  return /^\s*<(?:!doctype\s+html|html)[\s>]/i.test(start);
}
