import { ConfigError, loadEnvFile } from '@/lib/config';
import { AppError } from '@/lib/errors';
import { FolderError } from '@/lib/folder-lock';

/** Runs a program of ours to its end, with `.env` read where there is one. */
export function runProgram(main: () => Promise<void>): void {
  loadEnvFile();
  main().catch((error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  });
}

/** What may be wrong where files are kept, by error code of the system. */
const fileFaults: Record<string, string | undefined> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'this user may not take more of the disk',
  EFBIG: 'files may not grow that large',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'there is a file of that name',
};

/** What an operator can mend is one sentence; anything else is a fault, with its stack. */
function explain(error: unknown): string {
  if (error instanceof ConfigError || error instanceof FolderError) return error.message;
  if (error instanceof AppError) return error.detail;
  const { code, port, path } = error as { code?: string; port?: number; path?: string };
  const reason = fileFaults[code ?? ''];
  if (path !== undefined && reason !== undefined) {
    return `${path} cannot be written: ${reason}. Mend that, or set DATA_DIR to another folder.`;
  }
  if (code === 'EADDRINUSE') return `Port ${port} is taken: set PORT to another one.`;
  if (code === 'ECONNREFUSED') return 'PostgreSQL does not answer: is DATABASE_URL right?';
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
