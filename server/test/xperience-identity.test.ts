import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '../src/domain/ids.ts'
import { installXperience, statusesOf, type XperienceInstallation } from './support/xperience-installation.ts'

// docs/spec/xperience.md §7, case 12: the e-mail rules of §1.8.

let waymark: XperienceInstallation
beforeAll(async () => {
  waymark = await installXperience()
})
afterAll(() => waymark?.close())

const newEmail = () => `${newId()}@example.com`
const input = (fields: Record<string, string>) => ({
  type: 'datainput',
  value: 'Form',
  contactFields: fields,
})
const click = (value: string) => ({ type: 'click', value })
const consent = (contact: string) => `/contacts/${contact}/consents/TrackingConsent`

async function isAgreed(contact: string): Promise<boolean> {
  return (await waymark.ask({ url: consent(contact) })).json().isAgreed
}
const valuesOf = async (contact: string) => (await waymark.readActivities(contact)).map(({ value }) => value)

describe('case 12', () => {
  test('rule 1: a contact without an e-mail address gets one that nobody has', async () => {
    const contact = await waymark.createContact()
    const email = newEmail()
    expect(
      statusesOf(await waymark.log(contact, input({ ContactEmail: email, ContactFirstName: 'Ada' }))),
    ).toEqual([202])
    expect(await waymark.readContact(contact)).toMatchObject({
      id: contact,
      email,
      firstName: 'Ada',
      mergedIds: [],
    })
  })

  test('rule 2: a contact without one that gives another’s address is merged into that contact, and its values win', async () => {
    const email = newEmail()
    const [known, anonymous] = [await waymark.createContact(), await waymark.createContact()]
    await waymark.log(known, input({ ContactEmail: email, ContactFirstName: 'Ada', ContactCity: 'London' }))
    await waymark.log(anonymous, click('before'), input({ ContactFirstName: 'Augusta' }))
    await waymark.ask({ method: 'POST', url: consent(anonymous), payload: { agree: true } })

    const reply = await waymark.log(
      anonymous,
      input({ ContactEmail: email.toUpperCase(), ContactCity: 'Paris' }),
      click('after'),
    )

    expect(statusesOf(reply)).toEqual([202, 202])
    const survivor = await waymark.readContact(known)
    expect(survivor).toMatchObject({
      id: known,
      firstName: 'Augusta',
      city: 'Paris',
      mergedIds: [anonymous],
      activityCount: 5,
    })
    expect(survivor.email?.toLowerCase()).toBe(email)
    expect(await waymark.readContact(anonymous)).toEqual(survivor)
    expect((await valuesOf(known)).sort()).toEqual(['Form', 'Form', 'Form', 'after', 'before'])
    expect([await isAgreed(known), await isAgreed(anonymous)]).toEqual([true, true])
  })

  test('rule 2: the old id goes on naming the survivor, for activities and agreements, in whichever way they come', async () => {
    const email = newEmail()
    const [first, second, third] = [
      await waymark.createContact(),
      await waymark.createContact(),
      await waymark.createContact(),
    ]
    for (const contact of [first, second, third]) await waymark.log(contact, input({ ContactEmail: email }))
    waymark.advance(1_000)

    expect(statusesOf(await waymark.log(third, click('by the old id')))).toEqual([202])
    expect(await valuesOf(first)).toContain('by the old id')
    await waymark.ask({ method: 'POST', url: consent(second), payload: { agree: true } })
    expect([await isAgreed(first), await isAgreed(third)]).toEqual([true, true])
    waymark.advance(1_000)
    await waymark.ask({ method: 'POST', url: consent(first), payload: { agree: false } })
    expect([await isAgreed(second), await isAgreed(third)]).toEqual([false, false])
    expect((await waymark.readContact(third)).mergedIds.toSorted()).toEqual([second, third].toSorted())
  })

  test('rule 3: a contact that gives its own address, in any case, is updated', async () => {
    const contact = await waymark.createContact()
    const email = newEmail()
    await waymark.log(contact, input({ ContactEmail: email }))
    await waymark.log(contact, input({ ContactEmail: email.toUpperCase(), ContactCity: 'Paris' }))
    expect(await waymark.readContact(contact)).toMatchObject({
      id: contact,
      city: 'Paris',
      activityCount: 2,
      mergedIds: [],
    })
  })

  test('rule 4: another address sends that activity and its fields to the contact with it, and nothing else', async () => {
    const [email, otherEmail] = [newEmail(), newEmail()]
    const [contact, other] = [await waymark.createContact(), await waymark.createContact()]
    await waymark.log(contact, input({ ContactEmail: email, ContactFirstName: 'Ada' }))
    await waymark.log(other, input({ ContactEmail: otherEmail, ContactFirstName: 'Bob' }))

    const reply = await waymark.log(
      contact,
      click('mine'),
      { ...input({ ContactEmail: otherEmail, ContactCity: 'Rome' }), value: 'theirs' },
      click('mine too'),
    )

    expect(reply.json()).toEqual({ results: [{ status: 202 }, { status: 202 }, { status: 202 }] })
    expect(await waymark.readContact(contact)).toMatchObject({ email, firstName: 'Ada', city: null })
    expect(await waymark.readContact(other)).toMatchObject({
      email: otherEmail,
      firstName: 'Bob',
      city: 'Rome',
    })
    expect(await valuesOf(contact)).toEqual(['Form', 'mine', 'mine too'])
    expect(await valuesOf(other)).toEqual(['Form', 'theirs'])
  })

  test('rule 4: where nobody has the other address, a new contact gets the activity', async () => {
    const [email, newcomersEmail] = [newEmail(), newEmail()]
    const contact = await waymark.createContact()
    await waymark.log(contact, input({ ContactEmail: email }))
    const reply = await waymark.log(contact, input({ ContactEmail: newcomersEmail, ContactLastName: 'New' }))
    expect(reply.json()).toEqual({ results: [{ status: 202 }] })
    expect(await waymark.readContact(contact)).toMatchObject({ email, lastName: null, activityCount: 1 })

    const third = await waymark.createContact()
    await waymark.log(third, input({ ContactEmail: newcomersEmail }))
    const newcomer = await waymark.readContact(third)
    expect(newcomer).toMatchObject({ email: newcomersEmail, lastName: 'New', activityCount: 2 })
    expect(newcomer.id).not.toBe(contact)
  })
})
