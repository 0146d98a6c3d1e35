import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { JsonObject } from '../src/domain/json.ts'
import {
  channelA,
  installXperience,
  statusesOf,
  type XperienceInstallation,
} from './support/xperience-installation.ts'

// docs/spec/xperience.md §7, cases 5 to 8, 11, 13 and 18.

let waymark: XperienceInstallation
beforeAll(async () => {
  waymark = await installXperience()
})
afterAll(() => waymark?.close())

const titlesOf = async (contact: string) => (await waymark.readActivities(contact)).map(({ title }) => title)

/** The example of the vendor's page. The address is another one in each test, since addresses name people. */
const seedActivities = (email: string) => [
  { type: 'pagevisit', url: 'https://example.com/mypage' },
  { type: 'click', value: 'MyClickableElement' },
  {
    type: 'datainput',
    value: 'Registration form',
    contactFields: { contactFirstName: 'Luke', contactLastName: 'Smith', contactEmail: email },
  },
  { type: 'custom_loan_calculator', value: '5000' },
]

async function expectLukeSmith(contact: string, email: string) {
  expect(await waymark.readContact(contact)).toMatchObject({
    displayName: 'Luke Smith',
    firstName: 'Luke',
    lastName: 'Smith',
    email,
    known: true,
    activityCount: 4,
    visitCount: 1,
  })
  expect(await titlesOf(contact)).toEqual([
    'Page visit',
    "Clicked 'MyClickableElement'",
    "Data input 'Registration form'",
    "Loan calculator usage '5000'",
  ])
}

test('case 5: the example of the documentation, letter by letter, is four times 202 and makes Luke Smith', async () => {
  const contact = await waymark.createContact()
  const reply = await waymark.ask({
    method: 'POST',
    url: '/activities',
    payload: { channel: channelA, contact, activities: seedActivities('lsmith@domain.com') },
  })
  expect(reply.statusCode).toBe(207)
  expect(reply.json()).toEqual({ results: Array(4).fill({ status: 202 }) })
  await expectLukeSmith(contact, 'lsmith@domain.com')
})

test('case 6: a body in PascalCase is taken', async () => {
  const contact = await waymark.createContact()
  const reply = await waymark.ask({
    method: 'POST',
    url: '/activities',
    payload: {
      Channel: channelA.toUpperCase(),
      Contact: contact.toUpperCase(),
      Activities: [{ Type: 'custom_loan_calculator', Value: '5000' }],
    },
  })
  expect([reply.statusCode, statusesOf(reply)]).toEqual([207, [202]])
  expect(await titlesOf(contact)).toEqual(["Loan calculator usage '5000'"])
})

test('case 7: contact fields in PascalCase do what those in camelCase do', async () => {
  const contact = await waymark.createContact()
  const [visit, click, , custom] = seedActivities('')
  const contactFields = {
    ContactFirstName: 'Luke',
    ContactLastName: 'Smith',
    ContactEmail: 'luke@newer.example',
  }
  const input = { type: 'datainput', value: 'Registration form', contactFields }
  const reply = await waymark.log(contact, ...([visit, click, input, custom] as JsonObject[]))
  expect(statusesOf(reply)).toEqual([202, 202, 202, 202])
  await expectLukeSmith(contact, 'luke@newer.example')
})

test('case 8: in a mixed request each activity is judged for itself, in order, and only the good one is stored', async () => {
  const contact = await waymark.createContact()
  const reply = await waymark.log(
    contact,
    { type: 'pagevisit', url: 'https://example.com/', value: 'Home' },
    { type: 'pagevisit' },
    { type: 'click' },
    { type: 'nothing' },
    { type: 'custom_off' },
    { type: 'datainput', value: 'Form', contactFields: { ContactFirstName: 5, ContactLastName: 'Smith' } },
  )
  expect([reply.statusCode, statusesOf(reply)]).toEqual([207, [202, 400, 400, 400, 400, 400]])
  expect(await titlesOf(contact)).toEqual(["Page visit 'Home'"])
  expect((await waymark.readContact(contact)).lastName).toBeNull()
})

describe('case 11', () => {
  const input = (contactFields: JsonObject) => ({ type: 'datainput', value: 'Form', contactFields })

  test('a contact field of the greatest length is stored, one character more refuses the activity', async () => {
    const contact = await waymark.createContact()
    const domain = `${'d'.repeat(63)}.${'e'.repeat(63)}.${'f'.repeat(57)}.com`
    const longest = {
      ContactEmail: `${'l'.repeat(64)}@${domain}`,
      ContactFirstName: 'f'.repeat(100),
      ContactMiddleName: 'm'.repeat(100),
      ContactLastName: 'l'.repeat(100),
      ContactMobilePhone: '1'.repeat(26),
      ContactBusinessPhone: '2'.repeat(26),
      ContactCompanyName: 'c'.repeat(100),
      ContactJobTitle: 'j'.repeat(50),
      ContactAddress1: 'a'.repeat(100),
      ContactCity: 'c'.repeat(100),
      ContactZIP: 'z'.repeat(100),
    }
    const tooLong = Object.entries(longest).map(([name, value]) => input({ [name]: `x${value}` }))
    const reply = await waymark.log(contact, ...tooLong, input(longest))
    expect(statusesOf(reply)).toEqual([...tooLong.map(() => 400), 202])
    const { email, city, mobilePhone } = await waymark.readContact(contact)
    expect([email?.length, city?.length, mobilePhone?.length]).toEqual([254, 100, 26])
  })

  test('e-mail, country, state and birthday are checked, and stored in one form', async () => {
    const contact = await waymark.createContact()
    const reply = await waymark.log(
      contact,
      ...[
        { ContactEmail: 'not-an-email' },
        { ContactCountry: 'CZE' },
        { ContactCountry: 'XX' },
        { ContactState: 'ca' },
        { ContactState: 'ON' },
        { ContactBirthday: '1990-12-31T10:00:00Z' },
        { ContactBirthday: 'yesterday' },
      ].map(input),
    )
    expect(statusesOf(reply)).toEqual([400, 202, 400, 202, 400, 202, 400])
    expect(await waymark.readContact(contact)).toMatchObject({
      email: null,
      country: 'CZE',
      state: 'CA',
      birthday: '1990-12-31',
    })
  })

  test('a state alone means the USA, and an empty text clears a field', async () => {
    const contact = await waymark.createContact()
    await waymark.log(
      contact,
      input({ ContactState: 'NY', ContactCity: 'New York', ContactNotes: '<b>n</b>\n'.repeat(1_000) }),
    )
    expect(await waymark.readContact(contact)).toMatchObject({
      country: 'USA',
      state: 'NY',
      city: 'New York',
    })
    await waymark.log(contact, input({ ContactState: '', contactCITY: '' }))
    expect(await waymark.readContact(contact)).toMatchObject({ country: 'USA', state: null, city: null })
  })
})

test('case 13: a custom type that gets another code name is known by the new one at once, and no longer by the old', async () => {
  const id = 'c0c0c0c0-0000-4000-8000-000000000013'
  const contact = await waymark.createContact()
  await waymark.provision({ activityTypes: [{ id, name: 'before', displayName: 'Renamed' }] })
  expect(statusesOf(await waymark.log(contact, { type: 'before' }, { type: 'after' }))).toEqual([202, 400])
  await waymark.provision({ activityTypes: [{ id, name: 'after' }] })
  expect(statusesOf(await waymark.log(contact, { type: 'before' }, { type: 'After' }))).toEqual([400, 202])
  expect((await waymark.readActivities(contact)).map(({ type }) => type)).toEqual(['after', 'after'])
})

test('case 18: 1,000 activities in one request are answered by 1,000 results, and stored in their order', async () => {
  const contact = await waymark.createContact()
  const activities = Array.from({ length: 1_000 }, (_, n) => ({
    type: 'click',
    value: n % 10 === 9 ? '' : `${n}`,
  }))
  const reply = await waymark.log(contact, ...activities)
  expect(reply.statusCode).toBe(207)
  expect(statusesOf(reply)).toEqual(activities.map(({ value }) => (value === '' ? 400 : 202)))
  const stored = (await waymark.readActivities(contact)).map(({ value }) => value)
  const sent = activities.flatMap(({ value }) => (value === '' ? [] : [value]))
  expect(stored).toEqual(sent.slice(0, 500))
  expect((await waymark.readContact(contact)).activityCount).toBe(900)
})

test('what a client sends besides the known members is kept', async () => {
  const contact = await waymark.createContact()
  await waymark.log(contact, {
    type: 'click',
    value: 'x',
    colour: 'red',
    nested: { a: [1, 'zwei', null] },
  })
  const [activity] = await waymark.readActivities(contact)
  expect(activity?.data).toEqual({ colour: 'red', nested: { a: [1, 'zwei', null] } })
})

test('whatever is sent, each activity gets its 202 or 400, and the contact can go on', async () => {
  const contact = await waymark.createContact()
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.constantFrom(
      '\0',
      '\ud800',
      '\uffff',
      '\u0001\u001f\u007f',
      "'; DROP TABLE activities; --",
      '\\x',
      '{}',
      'NaN',
    ),
  )
  const type = fc.constantFrom('pagevisit', 'click', 'datainput', 'custom_loan_calculator')
  const name = fc.constantFrom(
    'ContactEmail',
    'ContactFirstName',
    'ContactBirthday',
    'ContactCountry',
    'ContactNotes',
  )
  const activity = fc.record(
    {
      type: fc.oneof({ weight: 9, arbitrary: type }, text),
      value: fc.oneof({ weight: 3, arbitrary: text }, fc.constant('value')),
      url: fc.oneof({ weight: 3, arbitrary: text }, fc.constant('https://example.com/')),
      referrer: text,
      contactFields: fc.dictionary(
        name,
        fc.oneof(
          text,
          fc.date({ noInvalidDate: true }).map((day) => day.toJSON()),
        ),
      ),
      more: fc.jsonValue({ maxDepth: 4, stringUnit: 'binary' }),
      number: fc.double({ noNaN: true, noDefaultInfinity: true }),
      ['__proto__']: fc.jsonValue({ maxDepth: 1 }),
    },
    { requiredKeys: ['type', 'value', 'url'] },
  )
  let accepted = 0
  await fc.assert(
    fc.asyncProperty(fc.array(activity, { maxLength: 20 }), async (activities) => {
      const reply = await waymark.log(contact, ...(activities as JsonObject[]))
      expect([reply.statusCode, reply.body]).toEqual([207, expect.any(String)])
      const statuses = statusesOf(reply)
      expect(statuses).toHaveLength(activities.length)
      accepted += statuses.filter((status) => status === 202).length
    }),
    { numRuns: 60 },
  )
  expect(accepted).toBeGreaterThan(50)
  expect(statusesOf(await waymark.log(contact, { type: 'click', value: 'still here' }))).toEqual([202])
})
