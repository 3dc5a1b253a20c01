/** What may be wrong where files are kept, by error code of the system. */
const reasons: Record<string, string | undefined> = {
  EACCES: 'this user may not',
  EPERM: 'this user may not',
  EROFS: 'the disk can only be read',
  ENOSPC: 'the disk is full',
  EDQUOT: 'this user may not take more of the disk',
  EFBIG: 'files may not grow that large',
  ENOTDIR: 'a part of the path is a file',
  EISDIR: 'it is a folder',
  EEXIST: 'there is a file of that name',
};

/** Why a file cannot be used; undefined when the error does not tell of that. */
export const reasonOf = (error: unknown): string | undefined =>
  reasons[(error as NodeJS.ErrnoException | null)?.code ?? ''];
