import { OperatorError } from '../../platform/operator-error.ts'

/** A provisioning document cannot be applied as it is, and nothing of it was. The message is one line. */
export class ProvisioningError extends OperatorError {
  override readonly name = 'ProvisioningError'

  /** For a place in the document, such as `channels[0].apiKeys[1].secret`; `problem` goes on from there and says what
   * is wrong and what is accepted. */
  static at(path: string, problem: string): ProvisioningError {
    return new ProvisioningError(`${path === '' ? 'The document' : path} ${problem}.`)
  }
}
