import fc from 'fast-check'
import type { ProvisioningDocument } from '../../src/catalogue/provisioning/document.schemas.ts'
import { appChannel, type ReadingInstallation, shopChannel } from './reading.ts'

/** What people of the crowd use, beside what every installation has. */
export const crowdSetUp: ProvisioningDocument = {
  languages: [{ code: 'en', name: 'English', default: true }],
  goals: [{ name: 'Subscribe', points: 5 }],
  campaigns: [{ name: 'Mailing', channel: 'Email newsletter' }],
  consents: [{ name: 'news', displayName: 'News', texts: { en: { shortText: 'a', fullText: 'b' } } }],
}

/** People who did random things, for lists to be compared with what they did. */
export const goals = ['Register', 'Subscribe'] as const
export const campaigns = ['Spring', 'Mailing'] as const
export const devices = ['desktop', 'mobile', 'tablet'] as const
export const countries = ['DE', 'FR', 'JP'] as const
const referrers = {
  Direct: null,
  'Organic search': 'https://www.google.com/',
  Social: 'https://t.co/x',
} as const
type Way = keyof typeof referrers
const channels = { app: appChannel, shop: shopChannel } as const
const jobs = ['Chief of staff', 'Head chef', 'Clerk'] as const
const firstNames = ['Björn', 'Anna Maria', 'Zoë'] as const
const lastNames = ['Wagner', 'Müller', 'Annason'] as const

export interface Visited {
  readonly day: number
  readonly channel: keyof typeof channels
  readonly device: (typeof devices)[number] | null
  readonly country: (typeof countries)[number] | null
  readonly way: Way
  readonly campaign: (typeof campaigns)[number] | null
  readonly goals: readonly (typeof goals)[number][]
  readonly pages: number
}

export interface Person {
  readonly visits: readonly Visited[]
  /** With it, it says its name. */
  readonly job: (typeof jobs)[number] | null
  readonly firstName: (typeof firstNames)[number]
  readonly lastName: (typeof lastNames)[number]
  /** Came under two ids, which were merged: so many of the visits are those of the other one. */
  readonly merged: number
  /** What it said to the consent `news`, one time after the other. */
  readonly news: readonly boolean[]
}

const visited = fc.record<Visited>({
  day: fc.integer({ min: 1, max: 9 }),
  channel: fc.constantFrom('app', 'shop'),
  device: fc.constantFrom(...devices, null),
  country: fc.constantFrom(...countries, null),
  way: fc.constantFrom<Way>('Direct', 'Organic search', 'Social'),
  campaign: fc.constantFrom(...campaigns, null, null, null),
  goals: fc.subarray([...goals]),
  pages: fc.integer({ min: 1, max: 3 }),
})
export const person = fc.record<Person>({
  visits: fc.uniqueArray(visited, { maxLength: 4, selector: ({ day }) => day }),
  job: fc.constantFrom(...jobs, null, null),
  firstName: fc.constantFrom(...firstNames),
  lastName: fc.constantFrom(...lastNames),
  merged: fc.integer({ min: 0, max: 2 }),
  news: fc.array(fc.boolean(), { maxLength: 3 }),
})

/** Has a person live its life, under an address with this number; resolves with the contact that is left. */
export async function live(
  waymark: ReadingInstallation,
  { visits, job, firstName, lastName, merged, news }: Person,
  index: number,
): Promise<string> {
  const email = `person${index}@example.com`
  const at = (day: number, second: number) => `2026-01-0${day}T08:00:${String(second).padStart(2, '0')}Z`
  const first = await waymark.createContact('xperience', '2026-01-01T00:00:00Z')
  const second =
    merged > 0 && job !== null ? await waymark.createContact('xperience', '2026-01-01T00:00:00Z') : first
  if (job !== null) {
    const form = {
      what: 'datainput',
      value: 'form',
      at: '2026-01-01T01:00:00Z',
      fields: { email, jobTitle: job, firstName, lastName },
    }
    await waymark.act(first, [form])
  }
  for (const [n, visit] of visits.entries()) {
    await waymark.act(
      n < merged ? second : first,
      [
        ...(visit.campaign === null ? [] : [{ what: `campaign/${visit.campaign}`, at: at(visit.day, 0) }]),
        ...Array.from({ length: visit.pages }, (_, page) => ({
          what: 'pagevisit',
          at: at(visit.day, page),
          url: 'https://site.example/',
          ...(page === 0 && visit.way !== 'Direct' && { referrer: referrers[visit.way] }),
        })),
        ...visit.goals.map((goal) => ({ what: `goal/${goal}`, at: at(visit.day, 20) })),
      ],
      {
        channel: channels[visit.channel],
        client: {
          isRobot: false,
          address: null,
          device:
            visit.device === null
              ? null
              : {
                  type: visit.device,
                  vendor: null,
                  model: null,
                  browser: null,
                  browserVersion: null,
                  system: null,
                  systemVersion: null,
                },
          location: visit.country === null ? null : { country: visit.country, region: null, city: null },
        },
      },
    )
  }
  for (const [n, agreed] of news.entries())
    await waymark.agree(n % 2 === 0 ? second : first, 'news', agreed, at(9, n))
  // Saying the same address under the other id is what merges the two.
  if (second !== first) {
    const form = { what: 'datainput', value: 'form', at: '2026-01-09T23:00:00Z', fields: { email } }
    await waymark.act(second, [form], { channel: channels.app })
  }
  return (await waymark.read(`/api/v1/contacts/${first}`)).id
}
