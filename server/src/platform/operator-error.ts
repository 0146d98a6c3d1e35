/**
 * A failure whose message is written for the person who runs Waymark: one readable line that says what is wrong
 * and what to do next. Everything else that is thrown is a defect and is shown as one.
 */
export class OperatorError extends Error {
  override readonly name: string = 'OperatorError'
  /** The exit status of the command: 1 it failed, 2 it was asked wrongly. */
  readonly exitStatus: 1 | 2

  constructor(message: string, options: { exitStatus?: 1 | 2; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.exitStatus = options.exitStatus ?? 1
  }
}
