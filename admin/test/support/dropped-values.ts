import { beforeEach } from 'vitest'
import { hearOfDroppedValues } from '../../src/shared/define-search.ts'

/** Tells which values the address that a test read last has dropped, by name. */
export function noteDroppedValues(): () => readonly string[] {
  let dropped: readonly string[] = []
  beforeEach(() => {
    hearOfDroppedValues((names) => {
      dropped = names
    })
    // What nobody had heard of was told at once, and is of another test.
    dropped = []
  })
  return () => dropped
}
