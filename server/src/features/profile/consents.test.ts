import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
} from '../../../test/support/reading.ts'
import { newId } from '../../domain/ids.ts'

let waymark: ReadingInstallation
const tracking = 'c0000000-0000-4000-8000-000000000001'
const news = 'c0000000-0000-4000-8000-000000000002'

beforeAll(async () => {
  waymark = await openReadingInstallation()
  await setTexts('<p>First <script>alert(1)</script>text</p>')
})
afterAll(() => waymark.close())

function setTexts(fullText: string): Promise<void> {
  return waymark.provision({
    languages: [{ code: 'en', name: 'English', default: true }],
    consents: [
      {
        id: tracking,
        name: 'Tracking',
        displayName: 'Tracking',
        texts: { en: { shortText: 'Short', fullText } },
      },
      {
        id: news,
        name: 'News',
        displayName: 'Newsletter',
        texts: { en: { shortText: 'News', fullText: '' } },
      },
    ],
  })
}

async function say(contact: string, agreed: boolean, at: string): Promise<void> {
  const { id, hash } = await waymark.queries
    .selectFrom('consents')
    .select(['id', 'hash'])
    .where('name', '=', 'Tracking')
    .executeTakeFirstOrThrow()
  await waymark.queries
    .insertInto('consent_agreements')
    .values({
      contact_id: contact,
      id: newId(),
      consent_id: id,
      consent_hash: hash,
      channel_id: 1,
      agreed,
      at,
    })
    .execute()
}

const consents = async (id: string) => (await waymark.read(`/api/v1/contacts/${id}/consents`)).items
const text = (version: number | string, id = tracking) =>
  waymark.get(`/api/v1/consents/${id}/versions/${version}`)

describe('What a contact agreed to', () => {
  let ada: string

  beforeAll(async () => {
    ada = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
    await say(ada, true, '2026-03-01T08:00:00Z')
    await setTexts('<p>Second text</p>')
  })

  test('has the state, when, where and which text, and every consent it never spoke of', async () => {
    expect(await consents(ada)).toEqual([
      {
        consentId: tracking,
        name: 'Tracking',
        displayName: 'Tracking',
        state: 'agreed',
        at: '2026-03-01T08:00:00.000Z',
        channelId: appChannel,
        version: 1,
        currentVersion: 2,
        languages: ['en'],
        statements: [{ agreed: true, at: '2026-03-01T08:00:00.000Z', channelId: appChannel, version: 1 }],
        statementCount: 1,
      },
      expect.objectContaining({ name: 'News', state: 'never', at: null, version: 1, statements: [] }),
    ])
  })

  test('is shown with the text as it was then, free of what could run', async () => {
    expect((await text(1)).json()).toEqual({
      consentId: tracking,
      displayName: 'Tracking',
      version: 1,
      isCurrent: false,
      texts: [{ language: 'en', shortText: 'Short', fullText: '<p>First text</p>' }],
    })
    expect((await text(2)).json()).toMatchObject({
      isCurrent: true,
      texts: [{ fullText: '<p>Second text</p>' }],
    })
  })

  test('is what it said last, under any of its ids, and stands in the overview while it holds', async () => {
    const bea = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
    await say(bea, true, '2026-03-01T08:00:00Z')
    const inForce = async () => (await waymark.read(`/api/v1/contacts/${bea}/overview`)).consents
    expect(await inForce()).toMatchObject([{ consentId: tracking, displayName: 'Tracking' }])
    await say(bea, false, '2026-03-02T08:00:00Z')
    expect(await consents(bea)).toMatchObject([{ state: 'revoked', version: 2, statementCount: 2 }, {}])
    expect(await inForce()).toEqual([])

    const phone = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
    await say(phone, true, '2026-03-03T08:00:00Z')
    const form = { what: 'datainput', value: 'form', fields: { email: 'agreed@example.com' } }
    await waymark.act(bea, [{ ...form, at: '2026-03-04T08:00:00Z' }])
    await waymark.act(phone, [{ ...form, at: '2026-03-04T08:00:00Z' }])
    expect(await consents(bea)).toMatchObject([{ state: 'agreed', statementCount: 3 }, {}])
  })

  test('and revoked at the same moment is revoked', async () => {
    const eve = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
    await say(eve, true, '2026-03-05T08:00:00Z')
    await say(eve, false, '2026-03-05T08:00:00Z')
    expect(await consents(eve)).toMatchObject([{ state: 'revoked' }, {}])
  })

  test('says the newest twenty of what was said of a consent, and how much there was', async () => {
    const often = await waymark.createContact('xperience', '2026-03-01T08:00:00Z')
    for (let minute = 10; minute < 35; minute++)
      await say(often, minute % 2 === 0, `2026-03-05T08:${minute}:00Z`)
    const [first] = await consents(often)
    expect([first.statements.length, first.statementCount, first.state]).toEqual([20, 25, 'agreed'])
    expect(first.statements[0].at).toBe('2026-03-05T08:34:00.000Z')
  })

  test.each([0, 3, 'x', '1e0', '-1', '9999999999'])('has no text %s: it is answered 404', async (version) => {
    const reply = await text(version)
    expect([reply.statusCode, reply.json().code]).toEqual([404, 'consent_not_found'])
  })

  test('has no text of a consent that is not there', async () => {
    for (const id of ['c0000000-0000-4000-8000-000000000009', 'Tracking', '%00']) {
      expect((await text(1, id)).statusCode).toBe(404)
    }
  })
})
