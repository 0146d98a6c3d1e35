import { parseGuid } from '../../domain/ids.ts'
import { hashSecret } from '../secrets.ts'
import { ProvisioningError } from './provisioning-error.ts'

/** A key or a token as it will be after the run. */
export interface SecretHolder {
  /** `the key "tracking" of the channel "mobile"` */
  readonly name: string
  /** Where the document gives the secret; null when it is stored and stays. */
  readonly path: string | null
  /** Equal secrets have one of these in common. */
  readonly fingerprints: readonly string[]
}

/** A secret that is a GUID is the same in every notation: what pages carry for everybody to read is nobody's secret. */
export function fingerprintSecret(secret: string): string[] {
  const guid = parseGuid(secret)
  return guid === null ? [hashSecret(secret)] : [hashSecret(secret), hashSecret(guid)]
}

/** One secret in two places opens two doors, and shutting one does not shut the other. */
export function refuseSharedSecrets(holders: readonly SecretHolder[]): void {
  const owners = new Map<string, SecretHolder>()
  const stored = holders.filter(({ path }) => path === null)
  const given = holders.filter(({ path }) => path !== null)
  for (const holder of [...stored, ...given]) {
    for (const fingerprint of holder.fingerprints) {
      const owner = owners.get(fingerprint)
      if (owner !== undefined && owner !== holder && holder.path !== null) {
        throw ProvisioningError.at(
          holder.path,
          `is also the secret of ${owner.name}: each needs one of its own`,
        )
      }
      owners.set(fingerprint, holder)
    }
  }
}
