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
  if (code === 'ECONNREFUSED') return 'PostgreSQL does not answer: is DATABASE_URL right?';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
