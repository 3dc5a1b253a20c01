import { inject } from 'vitest';

/** One answer of the stand-in; `body` is base64. */
export interface ScriptedAnswer {
  status?: number;
  headers?: Record<string, string>;
  body?: string;
  delayMs?: number;
  /** Broken off after the body, never ended, or silent after it. */
  ending?: 'cut' | 'endless' | 'silent';
}

export interface SeenRequest {
  url: string;
  headers: Record<string, string | string[] | undefined>;
  startedAt: number;
  /** When the answer ended or the connection went; null while it lasts. */
  endedAt: number | null;
}

type Body = string | Uint8Array;
export type Answer = Omit<ScriptedAnswer, 'body'> & { body?: Body };

/** A corner of the stand-in for one test, so that tests cannot disturb each other. */
export function standIn(corner: string = crypto.randomUUID()) {
  const origin = inject('standIn');
  const prefix = `/${corner}`;
  return {
    /** `127.0.0.1:<port>`, as configuration names a host that is allowed. */
    host: new URL(origin).host,
    url: (path = '') => `${origin}${prefix}${path}`,
    /** What a path (or path and query) answers, one after the other; the last one stays. */
    async answers(path: string, ...answers: Answer[]) {
      const scripted = answers.map(({ body, ...rest }) => ({
        ...rest,
        ...(body === undefined ? {} : { body: Buffer.from(body as string).toString('base64') }),
      }));
      const control = `${origin}/control/${encodeURIComponent(prefix + path)}`;
      await fetch(control, { method: 'PUT', body: JSON.stringify(scripted) });
    },
    /** The requests so far whose URL begins so, their URLs without the corner's prefix. */
    async requests(path = ''): Promise<SeenRequest[]> {
      const answer = await fetch(`${origin}/control/${encodeURIComponent(prefix + path)}`);
      const requests = await answer.json<SeenRequest[]>();
      return requests.map((one) => ({ ...one, url: one.url.slice(prefix.length) }));
    },
  };
}
