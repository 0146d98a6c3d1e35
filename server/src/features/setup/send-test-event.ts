import type { LightMyRequestResponse } from 'fastify'
import type { ApiKey, Channel } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import type { TestEvent } from './setup.schemas.ts'
import { SAMPLE_PAGE } from './snippets/values.ts'

/** Hands a request to the server's own public endpoints, past the network, in the name of the browser that asks for it. */
export type Post = (request: {
  readonly method: 'POST'
  readonly url: string
  readonly headers: Record<string, string>
  readonly payload: string
}) => Promise<LightMyRequestResponse>

interface Sent {
  readonly request: TestEvent['requests'][number]
  readonly response: LightMyRequestResponse
}

const MAX_REPLY_LENGTH = 2_000

/** What a JSS app would send: a page view and, where one is defined, a goal. */
export async function sendSitecoreEvent(
  post: Post,
  { sitecorePath, key, goal }: { sitecorePath: string; key: string; goal: string | null },
): Promise<TestEvent> {
  const events = [
    { pageId: SAMPLE_PAGE, url: '/waymark-test-event' },
    ...(goal === null ? [] : [{ goalId: goal }]),
  ]
  const { request, response } = await send(post, `${sitecorePath}/event`, events, {
    query: `?sc_apikey=${encodeURIComponent(key)}`,
  })
  const accepted = response.statusCode === 200
  const visitor = response.headers['x-waymark-visitor']
  return { accepted, contactId: accepted ? parseGuid(String(visitor)) : null, requests: [request] }
}

/** What a back end would send: a contact, its agreement where there is a consent, and an activity. */
export async function sendXperienceEvents(
  post: Post,
  { key, channel, consent }: { key: string; channel: Channel; consent: string | null },
): Promise<TestEvent> {
  const headers = { authorization: `Bearer ${key}` }
  const created = await send(post, '/Kentico.Tracking/contacts', undefined, { headers })
  const requests = [created.request]
  const contactId =
    created.response.statusCode === 200 ? parseGuid(readMember(created.response, 'contact')) : null
  const refused = { accepted: false, contactId, requests }
  if (contactId === null) return refused
  if (consent !== null) {
    const path = `/Kentico.Tracking/contacts/${contactId}/consents/${consent}`
    const agreed = await send(post, path, { agree: true }, { headers })
    requests.push(agreed.request)
    if (agreed.response.statusCode >= 300) return refused
  }
  const activity = {
    type: 'pagevisit',
    value: 'Test event',
    url: 'https://www.example.com/waymark-test-event',
  }
  const body = { channel: channel.guid, contact: contactId, activities: [activity] }
  const logged = await send(post, '/Kentico.Tracking/activities', body, { headers })
  requests.push(logged.request)
  return { ...refused, accepted: /"status":202/.test(logged.response.body) }
}

async function send(
  post: Post,
  path: string,
  body: unknown,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> },
): Promise<Sent> {
  const response = await post({
    method: 'POST',
    url: path + query,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    payload: body === undefined ? '' : JSON.stringify(body),
  })
  const reply = response.body.slice(0, MAX_REPLY_LENGTH)
  return { request: { method: 'POST', path, status: response.statusCode, reply }, response }
}

function readMember(response: LightMyRequestResponse, member: string): string {
  const body: unknown = response.json()
  const value = typeof body === 'object' && body !== null ? (body as Record<string, unknown>)[member] : null
  return typeof value === 'string' ? value : ''
}

/** Whether a key may send for a channel in this way. */
export function isUsable(key: ApiKey | undefined, channel: Channel, access: ApiKey['access']): boolean {
  return key?.enabled === true && key.access === access && key.channel.id === channel.id
}
