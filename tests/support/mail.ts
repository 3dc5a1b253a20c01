import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { expect } from 'vitest';

export interface ReceivedMail {
  from: string;
  to: string[];
  /** Headers and text as they came. */
  source: string;
}

export interface MailServer {
  url: string;
  /** All that came, the oldest first. */
  received: ReceivedMail[];
  /** The newest mail to an address, when it has come. */
  next(to: string): Promise<ReceivedMail>;
  close(): Promise<void>;
}

/** Mails to this host are not taken. */
export const REFUSED_HOST = 'refused.example.org';

/** An SMTP server that keeps what it gets, on any port that is free unless one is given. */
export async function startMailServer(atPort = 0): Promise<MailServer> {
  const received: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    onRcptTo({ address }, _session, callback) {
      const isRefused = address.endsWith(`@${REFUSED_HOST}`);
      callback(isRefused ? new Error(`<${address}> is not here`) : undefined);
    },
    onData(stream, session, callback) {
      text(stream).then((source) => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : (mailFrom?.address ?? '');
        received.push({ from, to: rcptTo.map(({ address }) => address), source });
        callback();
      }, callback);
    },
  });
  await new Promise<void>((resolve) => server.listen(atPort, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    async next(to) {
      const to_ = () => received.findLast((mail) => mail.to.includes(to));
      await expect.poll(to_).toBeDefined();
      const mail = to_() as ReceivedMail;
      received.splice(received.indexOf(mail), 1);
      return mail;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

/** The token of the link in a mail. */
export function tokenIn({ source }: ReceivedMail, path: string): string {
  const text = source.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const [, token] = new RegExp(`/${path}#([\\w-]{43})\\b`).exec(text) ?? [];
  if (token === undefined) throw new Error(`there is no link to ${path} in:\n${source}`);
  return token;
}
