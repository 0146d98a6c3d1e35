import { afterAll, beforeAll, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

test('Consents are listed by display name, with the languages of their texts', async () => {
  await waymark.provision({
    languages: [
      { code: 'en', name: 'English' },
      { code: 'de', name: 'German' },
    ],
    consents: [
      {
        name: 'Tracking',
        displayName: 'Tracking',
        texts: { en: { shortText: 'Yes?' }, de: { shortText: 'Ja?' } },
      },
      { name: 'Mail', displayName: 'Newsletter' },
    ],
  })
  const { items } = await waymark.read('/api/v1/consents')
  expect(items).toMatchObject([
    { name: 'Mail', displayName: 'Newsletter', languages: [], isDemo: false },
    { name: 'Tracking', languages: ['de', 'en'] },
  ])
  expect((await waymark.app.inject('/api/v1/consents')).statusCode).toBe(401)
})
