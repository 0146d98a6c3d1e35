import { type Role, roles } from '../catalogue/snapshot.ts'
import { OperatorError } from '../platform/operator-error.ts'

/** The role that `--role` names. */
export function readRole(text: string): Role {
  const role = roles.find((known) => known === text)
  if (role !== undefined) return role
  throw new OperatorError(`There is no role ${JSON.stringify(text)}. Roles: ${roles.join(', ')}.`, {
    exitStatus: 2,
  })
}
