/** An answer on its way out, before it becomes a `Response`: stages add to it cheaply. */
export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string | null;
}

const byteLength = (body: string) => String(Buffer.byteLength(body));

/** A `HEAD` has the headers of the `GET`, its length among them, and no body. */
export function toResponse({ status, headers, body }: Answer, isHead: boolean): Response {
  if (!isHead || body === null) return new Response(body, { status, headers });
  return new Response(null, {
    status,
    headers: { ...headers, 'content-length': byteLength(body) },
  });
}
