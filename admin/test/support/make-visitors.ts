import { guarded, type ListeningWaymark } from '../../../server/test/support/listening-waymark.ts'

/** What somebody does and says, through the two tracking APIs as clients do. */
export interface Visitor {
  /** Who they say they are: fields of the Xperience API (`ContactEmail` …). Without any they stay anonymous. */
  readonly fields?: Readonly<Record<string, string>>
  readonly goals?: readonly string[]
  readonly page?: string
  /** More members of the page view. */
  readonly data?: Readonly<Record<string, unknown>>
  /** When they came. */
  readonly hoursAgo?: number
  /** Of which channel. */
  readonly sitecoreKey?: string
}

let made = 0

/** Has somebody visit; resolves with the id of the contact. */
export async function makeVisitor(waymark: ListeningWaymark, visitor: Visitor): Promise<string> {
  const contact = `0198f2c4-1c7e-7d2a-9b7e-${(++made).toString(16).padStart(12, '0')}`
  const {
    fields,
    goals = [],
    page = '/',
    data = {},
    hoursAgo = 0,
    sitecoreKey = guarded.sitecoreKey,
  } = visitor
  const timestamp = new Date(Date.now() - hoursAgo * 3_600_000).toISOString()
  const pageId = '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}'
  await post(
    `${waymark.url}/sitecore/api/jss/track/event?sc_apikey=${sitecoreKey}`,
    { 'x-waymark-visitor': contact },
    [{ pageId, url: page, timestamp, ...data }, ...goals.map((goalId) => ({ goalId, timestamp }))],
  )
  if (fields === undefined) return contact
  const form = { type: 'datainput', value: 'sign-up', contactFields: fields, timestamp }
  const { results } = await post(
    `${waymark.url}/Kentico.Tracking/activities`,
    { authorization: `Bearer ${guarded.trackingKey}` },
    { channel: guarded.channel, contact, activities: [form] },
  )
  if (results[0].status !== 202) throw new Error(results[0].error)
  return contact
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into the JSON as clients do
async function post(url: string, headers: Record<string, string>, body: unknown): Promise<any> {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'Mozilla/5.0 Chrome/140', ...headers },
    body: JSON.stringify(body),
  })
  const text = await reply.text()
  if (!reply.ok) throw new Error(`${url}: ${reply.status} ${text}`)
  return JSON.parse(text)
}
