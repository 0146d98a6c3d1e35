import { foldCase } from '../../catalogue/names.ts'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { type DefinitionKind, definitionKinds } from '../../domain/kinds.ts'
import { findNearestName } from '../../platform/nearest-name.ts'

interface Named {
  readonly id: Uuid
  readonly kind: DefinitionKind
  readonly name: string
}

/**
 * What was probably meant by an id or a name that a client sent: of each kind the definition that has it, else the one with the
 * nearest name. Those that have it come first: a goal that was sent as an event is one of them.
 */
export function findNear<Definition extends Named>(
  definitions: readonly Definition[],
  idOrName: string,
): Definition[] {
  const guid = parseGuid(idOrName)
  const wanted = foldCase(idOrName)
  const exact: Definition[] = []
  const near: Definition[] = []
  for (const kind of definitionKinds) {
    const ofKind = definitions.filter((definition) => definition.kind === kind)
    const same = ofKind.find(({ id, name }) => id === guid || foldCase(name) === wanted)
    if (same !== undefined) {
      exact.push(same)
      continue
    }
    const nearest = findNearestName(
      wanted,
      ofKind.map(({ name }) => foldCase(name)),
    )
    const meant = ofKind.find(({ name }) => foldCase(name) === nearest)
    if (meant !== undefined) near.push(meant)
  }
  return [...exact, ...near]
}
