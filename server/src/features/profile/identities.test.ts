import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
  shopChannel,
} from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const identities = (id: string) => waymark.read(`/api/v1/contacts/${id}/identities`)
const form = { what: 'datainput', value: 'form', fields: { email: 'Ida@example.com' } }

describe('By what a contact is known', () => {
  let laptop: string
  let phone: string

  beforeAll(async () => {
    laptop = await waymark.createContact('sitecore', '2026-01-01T08:00:00Z')
    phone = await waymark.createContact('xperience', '2026-01-02T08:00:00Z')
    await waymark.act(laptop, [{ ...form, at: '2026-01-01T08:00:00Z' }], {
      api: 'sitecore',
      channel: shopChannel,
    })
    await waymark.act(phone, [{ what: 'pagevisit', at: '2026-01-02T08:00:00Z' }], {
      client: {
        isRobot: false,
        device: {
          type: 'mobile',
          vendor: 'Apple',
          model: 'iPhone',
          browser: 'Safari',
          browserVersion: '26',
          system: 'iOS',
          systemVersion: '26',
        },
        location: { country: 'DE', region: null, city: 'Berlin' },
        address: null,
      },
    })
    await waymark.act(phone, [{ ...form, at: '2026-01-02T08:05:00Z' }])
    await waymark.act(phone, [{ what: 'pagevisit', at: '2026-01-03T08:00:00Z' }])
  })

  test('are its identifiers, known and anonymous', async () => {
    const { contactId, identifiers } = await identities(phone)
    expect(contactId).toBe(laptop)
    expect(identifiers).toEqual([
      {
        source: 'email',
        identifier: 'ida@example.com',
        type: 'known',
        identifiedAt: '2026-01-01T08:00:00.000Z',
      },
      {
        source: 'xDB.Tracker',
        identifier: laptop.replaceAll('-', ''),
        type: 'anonymous',
        identifiedAt: null,
      },
    ])
  })

  test('are the devices that it came with, the one used last first', async () => {
    const { devices, deviceCount } = await identities(laptop)
    expect(deviceCount).toBe(2)
    expect(devices).toMatchObject([
      {
        id: phone,
        api: 'xperience',
        visits: 2,
        firstSeenAt: '2026-01-02T08:00:00.000Z',
        lastSeenAt: '2026-01-03T08:00:00.000Z',
        channelIds: [appChannel],
        actsForContactId: null,
      },
      { id: laptop, api: 'sitecore', visits: 1, channelIds: [shopChannel], device: null },
    ])
  })

  test('are the contacts that were merged into it, and why', async () => {
    expect(await identities(laptop)).toMatchObject({
      merges: [{ mergedId: phone, intoId: laptop, mergedAt: '2026-01-02T08:05:00.000Z', source: 'email' }],
      mergeCount: 1,
    })
  })

  test('says of a device that somebody else uses now for whom it acts', async () => {
    const other = { ...form, fields: { email: 'other@example.com' } }
    const somebody = await waymark.createContact('xperience', '2026-01-05T08:00:00Z')
    await waymark.act(somebody, [{ ...other, at: '2026-01-05T08:00:00Z' }])
    await waymark.queries
      .insertInto('switched_devices')
      .values({ device_id: laptop, contact_id: somebody, api: 1 })
      .execute()
    const { devices } = await identities(laptop)
    expect(devices.map(({ actsForContactId }: { actsForContactId: string }) => actsForContactId)).toEqual([
      null,
      somebody,
    ])
    expect((await identities(somebody)).devices).toMatchObject([
      { id: somebody, visits: 1 },
      { id: laptop, visits: 0, firstSeenAt: null, actsForContactId: null },
    ])
  })
})
