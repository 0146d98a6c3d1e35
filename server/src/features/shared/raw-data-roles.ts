import type { Role } from '../../catalogue/snapshot.ts'

/**
 * Who reads what clients sent as they sent it, addresses among it: whoever mends what is wrong, or answers for the data. It may
 * say anything about anybody, and nobody has looked at it.
 */
export const rawDataRoles: readonly Role[] = ['admin', 'privacy']

export function mayReadRawData(role: Role): boolean {
  return rawDataRoles.includes(role)
}
