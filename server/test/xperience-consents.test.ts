import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../src/domain/ids.ts'
import { installXperience, keys, type XperienceInstallation } from './support/xperience-installation.ts'

// docs/spec/xperience.md §7, cases 1 to 4.

let waymark: XperienceInstallation
beforeAll(async () => {
  waymark = await installXperience()
})
afterAll(() => waymark?.close())

const consentOf = (contact: string, consent = 'TrackingConsent') => `/contacts/${contact}/consents/${consent}`
const agree = (contact: string, agreed: boolean, consent?: string) =>
  waymark.ask({ method: 'POST', url: consentOf(contact, consent), payload: { agree: agreed } })
const check = async (contact: string, consent?: string) =>
  (await waymark.ask({ url: consentOf(contact, consent) })).json()

test('case 1: a consent text is exactly shortText and fullText, falls back from es to en, and needs a known name and a key', async () => {
  const en = await waymark.ask({ url: '/consents/TrackingConsent?languageName=en' })
  expect([en.statusCode, en.json()]).toEqual([
    200,
    { shortText: '<p>May we?</p>', fullText: '<p>May we <em>really</em>?</p>' },
  ])
  const es = await waymark.ask({ url: '/consents/TrackingConsent?languageName=es' })
  expect([es.statusCode, es.body]).toEqual([200, en.body])
  expect((await waymark.ask({ url: '/consents/Nothing' })).statusCode).toBe(404)
  const url = '/Kentico.Tracking/consents/TrackingConsent'
  expect((await waymark.app.inject({ url })).statusCode).toBe(401)
})

test('case 2: a contact is made from an empty body, with and without a content type, and shows as Anonymous', async () => {
  for (const headers of [{ 'content-type': 'application/json' }, {}]) {
    const reply = await waymark.ask({ method: 'POST', url: '/contacts', headers })
    expect(reply.statusCode).toBe(200)
    expect(Object.keys(reply.json())).toEqual(['contact'])
    const contact = await waymark.readContact(reply.json().contact)
    expect(contact).toMatchObject({ id: reply.json().contact, known: false, lastName: null })
    expect(contact.displayName).toMatch(/^Anonymous - \d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{3}$/)
  }
})

test('case 3: agreeing and revoking answer an empty 200 that the newer client understands, and the check follows', async () => {
  const address = await waymark.app.listen({ port: 0 })
  const url = (contact: string) => `${address}/Kentico.Tracking${consentOf(contact)}`
  const contact = await waymark.createContact()

  expect(await check(contact)).toEqual({ isAgreed: false, agreed: false })
  for (const agreed of [true, false, true, true]) {
    const reply = await send(url(contact), { method: 'POST', body: JSON.stringify({ agree: agreed }) })
    expect(reply).toBeNull()
    expect(await check(contact)).toEqual({ isAgreed: agreed, agreed })
    expect(await send(url(contact), {})).toEqual({ isAgreed: agreed, agreed })
  }
  const stranger = newId()
  expect((await waymark.ask({ url: consentOf(stranger) })).statusCode).toBe(404)
  expect((await agree(stranger, true)).statusCode).toBe(404)
  expect((await agree(contact, true, 'Nothing')).statusCode).toBe(404)
  const { rows } = await sql`SELECT FROM contact_state WHERE contact_id = ${stranger}::uuid`.execute(
    waymark.queries,
  )
  expect(rows).toEqual([])
})

/** How the newer public client reads a reply (docs/spec/xperience.md §1.4). */
async function send(url: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(url, {
    ...init,
    headers: { Authorization: `Bearer ${keys.a}`, 'Content-Type': 'application/json' },
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  if (response.headers.get('content-length') === '0') return null
  return response.json()
}

test('case 4: a changed text leaves agreements valid and goes to the archive once, with all its languages', async () => {
  const provisionText = (fullText: string) =>
    waymark.provision({
      consents: [
        {
          name: 'Newsletter',
          displayName: 'Newsletter',
          texts: { en: { shortText: 's', fullText }, es: { shortText: 'c' } },
        },
      ],
    })
  const archive = async () => {
    const rows = await waymark.queries
      .selectFrom('consent_archive')
      .innerJoin('consents', 'consents.id', 'consent_archive.consent_id')
      .where('consents.name', '=', 'Newsletter')
      .select('consent_archive.texts')
      .execute()
    return rows.map(({ texts }) => texts)
  }
  await provisionText('first')
  const contact = await waymark.createContact()
  await agree(contact, true, 'Newsletter')

  await provisionText('second')
  expect(await check(contact, 'newsletter')).toEqual({ isAgreed: true, agreed: true })
  const first = { en: { shortText: 's', fullText: 'first' }, es: { shortText: 'c', fullText: '' } }
  expect(await archive()).toEqual([first])

  await provisionText('third')
  expect(await archive()).toEqual([first])
  const text = await waymark.ask({ url: '/consents/Newsletter' })
  expect(text.json().fullText).toBe('third')
})
