import type { Logger } from './logging';

export interface Mail {
  to: string;
  subject: string;
  text: string;
  /** What the text is about, for the log where there is nobody to hand the mail to. */
  link: string;
}

export interface Mailer {
  /** Throws a `MailError` when the mail server does not take it. */
  send(mail: Mail): Promise<void>;
}

export class MailError extends Error {
  constructor(
    message: string,
    /** Whether there was a mail server at all: one that breaks off may have taken it all the same. */
    readonly isReached: boolean,
  ) {
    super(message);
  }
}

/** Milliseconds for the mail server to be reached, and to say the next thing. */
const TIMEOUTS = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };

/**
 * Hands mails to an SMTP server, one connection each: there are few of them.
 * @param url `smtp://` or `smtps://`, with user and password; null: links are logged instead
 * @param from the address of the sender
 */
export function createMailer(url: string | null, from: string, log: Logger): Mailer {
  if (url === null) {
    return {
      send: async ({ subject, link }) => log.info({ subject, link }, 'not mailed without SMTP_URL'),
    };
  }
  return {
    async send({ to, subject, text }) {
      const { createTransport } = await import('nodemailer');
      const transport = createTransport({ url, ...TIMEOUTS }, { from });
      await transport.sendMail({ to, subject, text }).catch((error: unknown) => {
        throw toMailError(error);
      });
    },
  };
}

/** What a socket is told of a host that nothing listens at, or no way leads to. */
const unreachable = new Set<unknown>(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH']);

/** What the mail server said quotes the address, which does not belong into the log. */
function toMailError(error: unknown): MailError {
  const { code, command, responseCode, originalCode, timeoutType } = error as Record<
    string,
    unknown
  >;
  const said = [code, command, responseCode].filter((part) => part !== undefined);
  const message = `the mail server does not take it: ${said.join(' ')}`;
  const isLate = timeoutType !== undefined && timeoutType !== 'SOCKET_TIMEOUT';
  const isReached = !isLate && code !== 'EDNS' && !unreachable.has(originalCode);
  return new MailError(message, isReached);
}
