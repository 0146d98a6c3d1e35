/** Whether a file system call failed because there is no such file. */
export function isMissing(error: unknown): boolean {
  return errorCode(error) === 'ENOENT'
}

/** The code of a system error (`EACCES`, `ENOSPC` …), or null. */
export function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
