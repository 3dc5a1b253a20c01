import { ConfigError, loadEnvFile } from '@/lib/config';
import { AppError } from '@/lib/errors';
import { reasonOf } from '@/lib/file-faults';
import { Refusal } from '@/lib/refusal';

/** Runs a program of ours to its end, with `.env` read where there is one. */
export function runProgram(main: () => Promise<void>): void {
  loadEnvFile();
  main().catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  });
}

/** Of a certificate that is of no known authority, by the words of OpenSSL. */
const UNKNOWN_AUTHORITY =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+)$/;

/** What an operator can mend is one sentence; anything else is a fault, with its stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof Refusal) return error.message;
  if (error instanceof AppError) return error.detail;
  const { code, port, path } = error as { code?: string; port?: number; path?: string };
  const reason = reasonOf(error);
  if (path !== undefined && reason !== undefined) {
    return `${path} cannot be written: ${reason}. Mend that, or set DATA_DIR to another folder.`;
  }
  if (code === 'EADDRINUSE') return `Port ${port} is taken: set PORT to another one.`;
  if (UNKNOWN_AUTHORITY.test(code ?? '')) {
    return `PostgreSQL's certificate is of no authority that is known here (${code}): set DATABASE_CA to that of your provider.`;
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    return "PostgreSQL's certificate is for another host: does DATABASE_URL call it by its right name?";
  }
  if (code === 'CERT_HAS_EXPIRED') return "PostgreSQL's certificate has expired.";
  if (code === 'ECONNREFUSED') return 'PostgreSQL does not answer: is DATABASE_URL right?';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
