import { randomUUID } from 'node:crypto'

/** Known to both ends: provisioned into the server under test, sent by the load. */
export const channel = {
  guid: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  trackingKey: 'bench-tracking-key-0123456789abcdef',
  sitecoreKey: '8c9e1a52-0b5d-4c1d-9b61-6d7d5a5b2f10',
  token: 'bench-token-0123456789abcdef',
} as const

/** Who looks at the screens. */
export const administrator = {
  email: 'bench@example.com',
  password: 'sixty four connections',
  role: 'admin',
}

export const provisioning = {
  languages: [{ code: 'en', name: 'English', default: true }],
  channels: [
    {
      id: channel.guid,
      name: 'Bench',
      codeName: 'bench',
      language: 'en',
      apiKeys: [
        { name: 'tracking', access: 'tracking', secret: channel.trackingKey },
        { name: 'jss', access: 'sitecore', secret: channel.sitecoreKey },
      ],
    },
  ],
  goals: [{ name: 'Register', displayName: 'Register', points: 50 }],
  events: [{ name: 'Download' }],
  activityTypes: [{ name: 'custom_loan_calculator', displayName: 'Loan calculator usage' }],
  users: [administrator],
  tokens: [{ name: 'bench', secret: channel.token, role: 'admin' }],
}

/** Where a request has this, the raw load puts another text of the same length each time. */
export const UNIQUE = '<unique-00000000000>'

export interface BenchRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers: Record<string, string>
  readonly body?: string
}

const pages = Array.from(
  { length: 200 },
  (_, i) => `https://www.example.com/products/category-${i % 12}/item-${i}`,
)
const page = (i: number): string => pages[i % pages.length] as string

/** One event a request, from as many visitors: goals, page events and page views in turn. */
export function sitecoreEvents(visitors: number): BenchRequest[] {
  return eventsOf(Array.from({ length: visitors }, () => randomUUID()))
}

/** The same of these visitors; `more` stands in the event beside the rest, and `header` in a header that nobody reads. */
export function eventsOf(
  visitors: readonly string[],
  { more = {}, header }: { readonly more?: object; readonly header?: string } = {},
): BenchRequest[] {
  return visitors.map((visitor, i) => ({
    method: 'POST',
    path: `/sitecore/api/jss/track/event?sc_apikey=${channel.sitecoreKey}`,
    headers: {
      'content-type': 'application/json',
      'x-waymark-visitor': visitor,
      ...(header !== undefined && { 'x-bench': header }),
    },
    body: JSON.stringify([
      {
        ...[
          { goalId: 'Register' },
          { eventId: 'Download', data: `file-${i % 50}.pdf` },
          { pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}', url: page(i) },
        ][i % 3],
        ...more,
      },
    ]),
  }))
}

/** A page of the management API for each of these contacts. */
export function pagesOf(contacts: readonly string[], path: (contact: string) => string): BenchRequest[] {
  return contacts.map((contact) => ({
    method: 'GET',
    path: path(contact),
    headers: { authorization: `Bearer ${channel.token}` },
  }))
}

/** `perRequest` activities of one contact in each request, in the mix of the product's own example. */
export function xperienceActivities(contacts: readonly string[], perRequest: number): BenchRequest[] {
  return contacts.map((contact, n) => ({
    method: 'POST',
    path: '/Kentico.Tracking/activities',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${channel.trackingKey}` },
    body: JSON.stringify({
      channel: channel.guid,
      contact,
      activities: Array.from({ length: perRequest }, (_, i) => activity(n * perRequest + i)),
    }),
  }))
}

function activity(i: number): object {
  switch (i % 4) {
    case 0:
    case 1:
      return { type: 'pagevisit', value: `Product ${i % 200}`, url: page(i), referrer: page(i + 1) }
    case 2:
      return { type: 'click', value: `Button ${i % 40}`, url: page(i) }
    default:
      return { type: 'custom_loan_calculator', value: String(i % 5000) }
  }
}
