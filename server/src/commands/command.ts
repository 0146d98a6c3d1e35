/** One command of the command line; its file is loaded only when it is asked for. */
export type Command = {
  /** What `--help` prints: usage, what it does, its options. */
  help: string
  /** Does the work and resolves with the exit status. A failure that the user can mend is an OperatorError. */
  run(args: string[], terminal: Terminal): Promise<0 | 1 | 2>
}

/** Where a command writes, and how much. */
export type Terminal = {
  verbose: boolean
  /** A line on stdout: what was asked for, and nothing that a script which captures it would have to cut off. */
  print(line: string): void
  /** A line on stderr: what a person wants to know about it. */
  note(line: string): void
}
