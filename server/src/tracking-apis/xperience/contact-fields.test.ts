import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contactFieldNames } from '../../domain/contact-fields.ts'
import type { JsonValue } from '../../domain/json.ts'
import { readContactFields } from './contact-fields.ts'

const now = Date.parse('2026-03-02T12:00:00Z')
const read = (value: JsonValue) => readContactFields(value, now)

const all = {
  ContactEmail: 'lsmith@domain.com',
  ContactFirstName: 'Luke',
  ContactMiddleName: 'S.',
  ContactLastName: 'Smith',
  ContactBirthday: '12/31/1990',
  ContactMobilePhone: '+1 202 555 0100',
  ContactBusinessPhone: '+1 202 555 0101',
  ContactCompanyName: 'Acme',
  ContactJobTitle: 'Pilot',
  ContactAddress1: '1 Main Street',
  ContactCity: 'Springfield',
  ContactZIP: '12345',
  ContactCountry: 'usa',
  ContactState: 'ca',
  ContactNotes: '<b>note</b>',
}
const allRead = {
  email: 'lsmith@domain.com',
  firstName: 'Luke',
  middleName: 'S.',
  lastName: 'Smith',
  birthday: '1990-12-31',
  mobilePhone: '+1 202 555 0100',
  businessPhone: '+1 202 555 0101',
  companyName: 'Acme',
  jobTitle: 'Pilot',
  address1: '1 Main Street',
  city: 'Springfield',
  zip: '12345',
  country: 'USA',
  state: 'CA',
  notes: '<b>note</b>',
}

describe('contactFields', () => {
  test('sets each of the fifteen fields of the vendor', () => {
    expect(read(all)).toEqual({ ok: true, fields: allRead })
    expect(Object.keys(allRead).sort()).toEqual([...contactFieldNames].sort())
  })

  test('takes their names in any case', () => {
    const anyCase = fc.mixedCase(fc.constantFrom(...Object.keys(all)))
    fc.assert(
      fc.property(anyCase, (name) => {
        const wireName = Object.keys(all).find((one) => one.toLowerCase() === name.toLowerCase())
        const value = all[wireName as keyof typeof all]
        const reading = read({ [name]: value })
        expect(reading).toMatchObject({ ok: true })
        expect(reading.ok && Object.keys(reading.fields)).toHaveLength(1)
      }),
    )
  })

  test.each([
    ['ContactFirstName', 100],
    ['ContactMiddleName', 100],
    ['ContactLastName', 100],
    ['ContactMobilePhone', 26],
    ['ContactBusinessPhone', 26],
    ['ContactCompanyName', 100],
    ['ContactJobTitle', 50],
    ['ContactAddress1', 100],
    ['ContactCity', 100],
    ['ContactZIP', 100],
  ])('takes a %s of %i characters and refuses one more', (name, max) => {
    expect(read({ [name]: 'x'.repeat(max) })).toMatchObject({ ok: true })
    expect(read({ [name]: 'x'.repeat(max + 1) })).toEqual({
      ok: false,
      code: 'invalid_contact_field',
      message: `The contact field ${name} must be at most ${max} characters long.`,
    })
  })

  test('limits notes by nothing but the body', () => {
    expect(read({ ContactNotes: 'x'.repeat(100_000) })).toMatchObject({ ok: true })
  })

  test.each([1, true, null, {}, [], ['x']])('refuses %j where a text belongs', (value) => {
    expect(read({ ContactFirstName: value })).toMatchObject({ ok: false, code: 'invalid_contact_field' })
  })

  test.each([
    { ContactEmail: 'not-an-email' },
    { ContactCountry: 'XX' },
    { ContactState: 'ON' },
    { ContactBirthday: 'yesterday' },
  ])('refuses %j without repeating the value', (fields) => {
    const reading = read(fields)
    expect(reading).toMatchObject({ ok: false, code: 'invalid_contact_field' })
    expect(JSON.stringify(reading)).not.toContain(Object.values(fields)[0])
  })

  test.each(['ContactGender', 'email', '__proto__', 'constructor', ''])(
    'refuses the unknown field %j',
    (name) => {
      const fields = JSON.parse(`{${JSON.stringify(name)}:"x"}`)
      expect(read(fields)).toMatchObject({ ok: false, code: 'unknown_contact_field' })
    },
  )

  test.each(['text', 1, true, [], null])('refuses %j in the place of the object', (value) => {
    expect(read(value)).toMatchObject({ ok: false, code: 'invalid_contact_fields' })
  })

  test('clears a field with an empty text, but never the e-mail address', () => {
    const empty = Object.fromEntries(Object.keys(all).map((name) => [name, '']))
    const { email, ...others } = allRead
    const cleared = Object.fromEntries(Object.keys(others).map((name) => [name, null]))
    expect(read(empty)).toEqual({ ok: true, fields: cleared })
    expect(read({ ContactEmail: '  ' })).toEqual({ ok: true, fields: {} })
  })

  test('keeps texts as they were sent, blanks around an e-mail address excepted', () => {
    expect(read({ ContactFirstName: ' Luke ', ContactEmail: ' L@Domain.com ' })).toEqual({
      ok: true,
      fields: { firstName: ' Luke ', email: 'L@Domain.com' },
    })
  })

  test('answers whatever is sent', () => {
    const anything = fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(all)), fc.string()),
      fc.jsonValue({ maxDepth: 2 }),
    )
    fc.assert(
      fc.property(anything, (value) => {
        const reading = read(value as JsonValue)
        if (!reading.ok) return
        for (const [name, field] of Object.entries(reading.fields)) {
          expect(contactFieldNames).toContain(name)
          expect(field === null || typeof field === 'string').toBe(true)
        }
      }),
    )
  })
})
