import { expect, test } from 'vitest'
import { nameContact } from './name-contact.ts'

const id = '0198f2c4-1c7e-7d2a-9b7e-25EE516110A3'

test('Who has a name is called by it, whatever it looks like', () => {
  expect(nameContact({ id, displayName: 'Ada Lovelace' })).toEqual({ as: 'named', name: 'Ada Lovelace' })
  expect(nameContact({ id, displayName: 'Anonymous - a band' }).as).toBe('named')
})

test('Who has none is called by the end of the id, in which contacts of the same moment differ', () => {
  const displayName = 'Anonymous - 2026-11-22 08:35:57.144'
  expect(nameContact({ id, displayName })).toEqual({ as: 'contactAnonymous', name: '10a3' })
})

test('Where only the id is known the same digits say who it is, and not that it is anonymous', () => {
  expect(nameContact({ id })).toEqual({ as: 'contactById', name: '10a3' })
})
