import type { Snapshot } from '../../catalogue/snapshot.ts'
import { kindOfUnknown, type Renaming, unknownWords } from '../../pipeline/unknown-names.ts'
import { Problem } from '../shared/problem.ts'

/**
 * What `use` asks for: the definition of that name, or id, in place of the unknown one that a cause is about.
 *
 * @throws Problem where the cause is about no such name, or nobody may send what is to be used
 */
export function readRenaming(
  { code, subject }: { readonly code: string | null; readonly subject: string | null },
  use: string,
  snapshot: Snapshot,
): Renaming {
  const kind = kindOfUnknown(code ?? '')
  if (kind === undefined || subject === null || subject === '') {
    const codes = Object.values(unknownWords).map((words) => words.code)
    throw new Problem(
      'not_correctable',
      `A name is put right for one cause at a time: say its subject, and its code (${codes.join(', ')}).`,
    )
  }
  const definition = snapshot.definition(kind, use)
  if (definition === undefined || !definition.enabled) {
    throw new Problem(
      'unknown_definition',
      `There is no ${unknownWords[kind].word} '${use}' that may be sent. Define or enable it first, or check the spelling.`,
    )
  }
  return { kind, from: subject, to: definition.name }
}
