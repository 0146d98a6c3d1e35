/** Where a reader is in the log of one run of a process. */
export interface LivePosition {
  readonly run: string
  readonly sequence: number
}

export function writePosition({ run, sequence }: LivePosition): string {
  return `${run}.${sequence}`
}

/** Null for what is none. */
export function readPosition(text: string): LivePosition | null {
  const [, run, digits] = /^([0-9a-f-]{36})\.(\d{1,15})$/.exec(text) ?? []
  return run === undefined || digits === undefined ? null : { run, sequence: Number(digits) }
}
