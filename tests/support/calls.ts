import { type Agent, request } from 'node:http';
export interface Reply {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  code: string | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look at what came, whatever it is.
  json: any;
}

export interface Call {
  method?: string;
  path: string;
  json?: unknown;
  headers?: Record<string, string>;
  /** Address on this machine that the call comes from. */
  from?: string;
  /** Whose connections it takes, else one of its own. */
  agent?: Agent;
}

/** Sends a call, from any address of this machine. */
export function ask(
  server: { baseUrl: string },
  { method = 'GET', path, json, headers, from, agent }: Call,
) {
  const body = json === undefined ? '' : JSON.stringify(json);
  return new Promise<Reply>((resolve, reject) => {
    const outgoing = request(
      server.baseUrl + path,
      {
        method,
        ...(from && { localAddress: from }),
        ...(agent && { agent }),
        headers: {
          ...headers,
          ...(body && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      async (incoming) => {
        let text = '';
        for await (const chunk of incoming) text += chunk;
        const { statusCode: status = 0, headers } = incoming;
        const isJson = /json/.test(headers['content-type'] ?? '') && text !== '';
        const answer = isJson ? JSON.parse(text) : undefined;
        resolve({ status, headers, code: answer?.code, json: answer });
      },
    );
    outgoing.once('error', reject);
    outgoing.end(body);
  });
}
