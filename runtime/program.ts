import { existsSync } from 'node:fs';
import { inspect } from 'node:util';
import { MIGRATIONS_FOLDER } from '@/db/database';
import { ConfigError, loadEnvFile } from '@/lib/config';
import { AppError } from '@/lib/errors';
import { reasonOf } from '@/lib/file-faults';
import { safeError } from '@/lib/redaction';
import { Refusal } from '@/lib/refusal';

/** Runs a program of ours to its end, with `.env` read where there is one. */
export function runProgram(main: () => Promise<void>): void {
  Promise.resolve()
    .then(loadEnvFile)
    .then(expectOurFolder)
    .then(main)
    .catch((error: unknown) => {
      process.stderr.write(`${explain(error)}\n`);
      process.exit(1);
    });
}

/** Before anything is made: what is read, and where data is kept, goes by the folder around. */
function expectOurFolder(): void {
  if (existsSync(MIGRATIONS_FOLDER)) return;
  throw new Refusal(
    `${process.cwd()} has no ${MIGRATIONS_FOLDER}: start this in the folder of Torrent Streamer.`,
  );
}

/** Of a certificate that is of no known authority, by the words of OpenSSL. */
const UNKNOWN_AUTHORITY =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/** Of the driver, which gives these no code. */
const NO_TALK = /^(?:Connection terminated|timeout expired)/;
const NO_TLS = /^(?:The server does not support SSL|There was an error establishing an SSL)/;

const noAnswer = 'PostgreSQL does not answer: is DATABASE_URL right?';
const unknownHost = "PostgreSQL's host is not known here: is DATABASE_URL right?";

/** What is wrong with DATABASE_URL, or where it leads, by the code of the driver or of PostgreSQL. */
const faultsOfDatabase: Record<string, string | undefined> = {
  ECONNREFUSED: noAnswer,
  ECONNRESET: noAnswer,
  ETIMEDOUT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  ENOTFOUND: unknownHost,
  EAI_AGAIN: unknownHost,
  ERR_TLS_CERT_ALTNAME_INVALID:
    "PostgreSQL's certificate is for another host: does DATABASE_URL call it by its right name?",
  CERT_HAS_EXPIRED: "PostgreSQL's certificate has expired.",
  '28000':
    'PostgreSQL does not let in the user of DATABASE_URL from here (28000): it may want TLS (?sslmode=verify-full at the end), or that user may not log in.',
  '28P01': 'PostgreSQL does not let in the user of DATABASE_URL with that password (28P01).',
  '3D000': 'The database that DATABASE_URL names is not there: make it, or name another one.',
  '42501': 'The user of DATABASE_URL may not do this: make it the owner of its database.',
  '53300':
    'PostgreSQL has no connection left for the user of DATABASE_URL (53300): see what holds them, or allow more.',
};

/** What an operator can mend is one sentence; anything else is a fault, with its stack and its causes. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof Refusal) return error.message;
  if (error instanceof AppError) return error.detail;
  const { code = '', path, message } = causeOf(error);
  const reason = reasonOf(error);
  if (path !== undefined && reason !== undefined) {
    return `${path} cannot be used: ${reason}. Mend that, or set DATA_DIR to another folder.`;
  }
  if (UNKNOWN_AUTHORITY.test(code)) {
    return `PostgreSQL's certificate is of no authority that is known here (${code}): set DATABASE_CA to that of your provider.`;
  }
  const sentence = faultsOfDatabase[code];
  if (sentence !== undefined) return sentence;
  if (NO_TALK.test(message)) {
    return 'What DATABASE_URL leads to does not speak as PostgreSQL does, or broke off: is it right?';
  }
  if (NO_TLS.test(message)) {
    return 'PostgreSQL does not speak TLS: take sslmode out of DATABASE_URL, or have it do so.';
  }
  return inspect(safeError(error));
}

/** The driver's own error, which Drizzle wraps. */
const causeOf = (error: unknown) =>
  ((error instanceof Error && error.cause) || error) as {
    code?: string;
    path?: string;
    message: string;
  };
