import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Classification, classifyByVisit, mergeClassifications } from './classification.ts'

/** A contact by its past: visits, true where they are a robot's, and signs of a person. */
type Past = readonly (boolean | 'person')[]

function live(past: Past): { classification: Classification; visits: number } {
  let contact = { classification: 'unknown' as Classification, visits: 0 }
  for (const step of past) {
    contact =
      step === 'person'
        ? { ...contact, classification: 'human' }
        : { classification: classifyByVisit(contact, step), visits: contact.visits + 1 }
  }
  return contact
}

/** The rule in one sentence. */
function judge(past: Past): Classification {
  if (past.includes('person')) return 'human'
  return past.length > 0 && past.every((isRobot) => isRobot) ? 'robot' : 'unknown'
}

const pasts = fc.array(fc.constantFrom(true, true, false, 'person' as const), { maxLength: 5 })

test('a contact is a person from the first sign of one, a robot while all its visits are a robot’s, else unknown', () => {
  fc.assert(
    fc.property(pasts, (past) => {
      expect(live(past).classification).toBe(judge(past))
    }),
  )
})

test('a merge gives what the contact would be that had done it all, in whatever order', () => {
  fc.assert(
    fc.property(pasts, pasts, (one, other) => {
      expect(mergeClassifications(live(one), live(other))).toBe(judge([...one, ...other]))
      expect(mergeClassifications(live(other), live(one))).toBe(judge([...one, ...other]))
    }),
  )
})
