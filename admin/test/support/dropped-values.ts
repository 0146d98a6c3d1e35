import { beforeEach } from 'vitest'
import { hearOfDroppedValues } from '../../src/shared/define-search.ts'

/** Tells which values the address that a test read last has dropped, by name. */
export function noteDroppedValues(): () => readonly string[] {
  let dropped: readonly string[] = []
  beforeEach(() => {
    dropped = []
    hearOfDroppedValues((names) => {
      dropped = names
    })
  })
  return () => dropped
}
