/** One command of the command line; its file is loaded only when it is asked for. */
export type Command = {
  /** What `--help` prints: usage, what it does, its options. */
  help: string
  /**
   * Does the work and resolves with the exit status. A failure that the user can mend is an OperatorError.
   * `print` writes a line to stdout.
   */
  run(args: string[], options: { verbose: boolean; print: (line: string) => void }): Promise<0 | 1 | 2>
}
