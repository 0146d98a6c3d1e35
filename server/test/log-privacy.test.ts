import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import type { InjectOptions } from 'fastify'
import { sql } from 'kysely'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { compose, type Waymark } from '../src/compose.ts'
import { readConfig } from '../src/platform/config.ts'
import { openQueries } from '../src/platform/database/queries.ts'
import { createTestDatabase, type TestDatabase } from './support/database.ts'

/** What may never be in the log, in whatever place a client puts it. One word each, so that encoding hides none. */
const person = {
  email: 'ada.lovelace.privat@example.com',
  name: 'Xlovelacex',
  phone: '4915112345678',
  street: 'Xdorsetstreetx',
  cookie: 'Xcookievaluex',
  address: '203.0.113.77',
  userAgent: 'Xagentx/1.0',
  page: 'Xpagex',
  secret: 'Xunknownsecretx',
}
const keys = {
  sitecore: '8C9E1A52-0B5D-4C1D-9B61-6D7D5A5B2F10',
  tracking: 'Xtrackingsecretx',
  token: 'Xtokensecretx',
  password: 'Xpasswordx horse',
}
const channel = 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd'
const forbidden = [...Object.values(person), ...Object.values(keys)]

let database: TestDatabase
let waymark: Waymark
let address: string
let folder: string
const lines: string[] = []

beforeAll(async () => {
  database = await createTestDatabase()
  folder = await mkdtemp(join(tmpdir(), 'waymark-log-'))
  const provisionFile = join(folder, 'provision.json')
  await writeFile(provisionFile, JSON.stringify(setUp))
  const log = new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk))
      done()
    },
  })
  waymark = await compose({
    config: readConfig({ WAYMARK_PROVISION: provisionFile, WAYMARK_TRUST_PROXY: '127.0.0.1' }, folder),
    connection: database.connection,
    logger: pino({ level: 'trace' }, log),
  })
  waymark.app.get('/defect', () => {
    throw new Error(`duplicate key: Key (email)=(${person.email}) already exists\n    at ${person.name}`)
  })
  address = await waymark.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(async () => {
  await waymark?.app.close()
  await waymark?.close()
  await database?.drop()
  await rm(folder, { recursive: true })
})

const setUp = {
  channels: [
    {
      id: channel,
      name: 'App',
      codeName: 'app',
      allowProvisional: true,
      apiKeys: [
        { name: 'jss', access: 'sitecore', secret: `{${keys.sitecore}}`, corsOrigins: '*' },
        { name: 'tracking', access: 'tracking', secret: keys.tracking },
      ],
    },
  ],
  goals: [{ name: 'Register', points: 50 }],
  consents: [{ name: 'TrackingConsent' }],
  activityTypes: [{ name: 'custom_calculator' }],
  users: [{ email: 'admin@example.org', password: keys.password, role: 'admin' }],
  tokens: [{ name: 'ci', secret: keys.token, role: 'admin' }],
}

/** What any client may send with any request. */
const telling = {
  cookie: `SC_ANALYTICS_GLOBAL_COOKIE=${person.cookie}|True; session=${person.cookie}`,
  'user-agent': person.userAgent,
  referer: `https://example.com/${person.page}?mail=${person.email}`,
  'x-forwarded-for': person.address,
  'x-request-id': `${person.email}`,
  'x-waymark-visitor': person.cookie,
  'accept-language': person.name,
  origin: `https://${person.page}.example.com`,
}

const fields = {
  ContactEmail: person.email,
  ContactFirstName: person.name,
  ContactLastName: person.name,
  ContactMobilePhone: person.phone,
  ContactAddress1: person.street,
}

const track = '/sitecore/api/jss/track'
const withKey = `sc_apikey=${keys.sitecore}`
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` })

const requestsAbout = (contact: string): InjectOptions[] => [
  // Sitecore: good, refused, unreadable, unknown, with a wrong key
  ...[
    [{ goalId: 'Register', name: person.name, mail: person.email }],
    [
      { goalId: person.email },
      { eventId: person.name },
      { campaignId: person.name },
      { outcomeId: person.email },
    ],
    [{ outcomeId: person.name, currencyCode: person.email, monetaryValue: person.phone }],
    [null, person.email, { pageId: person.page, url: `https://x/${person.page}?mail=${person.email}` }],
    { [person.email]: person.name },
  ].map((payload) => ({ method: 'POST' as const, url: `${track}/event?${withKey}`, payload })),
  { method: 'POST', url: `${track}/event?${withKey}`, payload: `[{"${person.email}": ${person.name}` },
  {
    method: 'POST',
    url: `${track}/event?${withKey}&sc_camp=${person.email}&sc_trk=${person.name}`,
    payload: '[]',
  },
  { method: 'POST', url: `${track}/event?sc_apikey=${person.secret}`, payload: '[]' },
  { method: 'POST', url: `${track}/event`, headers: { sc_apikey: person.secret }, payload: '[]' },
  { url: `${track}/flush?${withKey}&mail=${person.email}` },
  { url: `${track}/${person.email}?${withKey}` },
  { method: 'OPTIONS', url: `${track}/event?${withKey}` },
  ...['give', 'revoke'].map((verb) => ({
    method: 'POST' as const,
    url: `/sitecore/api/jss/consent/${verb}?${withKey}`,
    payload: { consent: person.email },
  })),
  // Xperience: good, refused, unreadable, unknown, with a wrong key
  ...[
    {},
    fields,
    { ...fields, ContactEmail: `${person.email}@${person.name}` },
    { ContactBirthday: person.phone },
    { [person.name]: person.email },
  ].map((contactFields) => ({
    method: 'POST' as const,
    url: '/Kentico.Tracking/contacts',
    headers: bearer(keys.tracking),
    payload: { channel, fields: contactFields, ...contactFields },
  })),
  ...[
    { type: 'custom_calculator', value: person.email, url: `https://x/${person.page}` },
    { type: person.email, value: person.name },
    { type: 'datainput', value: person.email, contactFields: fields },
    { type: 'pagevisit', url: `javascript:${person.page}` },
  ].map((activity) => ({
    method: 'POST' as const,
    url: '/Kentico.Tracking/activities',
    headers: bearer(keys.tracking),
    payload: { channel, contact, activities: [activity] },
  })),
  {
    method: 'POST',
    url: '/Kentico.Tracking/activities',
    headers: { ...bearer(keys.tracking), 'content-type': 'application/json' },
    payload: `{"${person.email}": ${person.name}`,
  },
  { url: `/Kentico.Tracking/consents/${person.email}`, headers: bearer(keys.tracking) },
  { url: `/Kentico.Tracking/${person.name}/consents/TrackingConsent`, headers: bearer(keys.tracking) },
  { url: `/Kentico.Tracking/contacts/${contact}/consents/${person.name}`, headers: bearer(keys.tracking) },
  { url: '/Kentico.Tracking/consents/TrackingConsent', headers: bearer(person.secret) },
  {
    method: 'DELETE',
    url: `/Kentico.Tracking/contacts?mail=${person.email}`,
    headers: bearer(keys.tracking),
  },
  // The management API and everything else
  ...[
    `/contacts?search=${person.email}`,
    `/contacts/${person.email}`,
    `/contacts/${person.email}/timeline?cursor=${person.name}`,
    `/activities?contact=${person.email}&${person.name}=1`,
    `/rejected-events?code=${person.name}`,
    `/${person.email}`,
  ].map((path) => ({ url: `/api/v1${path}`, headers: bearer(keys.token) })),
  { url: '/api/v1/contacts', headers: bearer(person.secret) },
  { url: '/api/v1/contacts', headers: { authorization: `Basic ${keys.password}` } },
  ...['/', '/api/docs', '/health/ready', '/metrics', `/${person.email}`, `/%zz/${person.email}`].map(
    (url) => ({ url }),
  ),
  { url: `/defect?mail=${person.email}` },
]

async function sendAll(): Promise<number[]> {
  const made = await waymark.app.inject({
    method: 'POST',
    url: '/Kentico.Tracking/contacts',
    headers: bearer(keys.tracking),
  })
  const statuses: number[] = []
  for (const { headers, ...request } of requestsAbout(made.json().contact ?? channel)) {
    const reply = await waymark.app.inject({ ...request, headers: { ...telling, ...headers } })
    statuses.push(reply.statusCode)
  }
  return statuses
}

/** What is no HTTP, or only the beginning of it, by hand. */
async function sendRaw(text: string): Promise<void> {
  const { port, hostname } = new URL(address)
  await new Promise<void>((resolve) => {
    const socket = connect(Number(port), hostname, () => socket.end(text))
    socket.on('error', () => {}).on('close', () => resolve())
    socket.resume()
  })
}

test('neither secrets nor anything about a person is in the log, at any level, whatever a client sends', async () => {
  const statuses = await sendAll()
  // Good ones and refused ones of every kind: what is not answered as meant would prove nothing.
  for (const status of [200, 207, 400, 401, 404, 405, 500]) expect(statuses).toContain(status)

  await sendRaw(`GET /${person.email} ${person.name}\r\n\r\n`)
  await sendRaw(
    `POST ${track}/event?${withKey} HTTP/1.1\r\nhost: x\r\ncontent-length: 900\r\n\r\n[{"${person.email}`,
  )

  // The same while the database breaks every connection, and refuses everything.
  const queries = openQueries(database.connection)
  await sql`ALTER TABLE activities ADD CONSTRAINT nothing CHECK (false) NOT VALID`.execute(queries)
  await sendAll()
  const breaking = sendAll()
  await sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()`.execute(queries)
  await breaking
  await queries.destroy()

  const log = lines.join('')
  expect(log).toContain('a command cannot be stored')
  expect(log).toContain('A request failed')
  for (const word of forbidden) {
    const telling = lines.filter((line) => line.toLowerCase().includes(word.toLowerCase()))
    expect(telling, word).toEqual([])
  }
})

test('a reply that points to the log and the line in it have the same id, that of the proxy where it sent one', async () => {
  for (const [headers, expected] of [
    [{}, /^[0-9a-f]{8}-[0-9a-z]+$/],
    [{ 'x-request-id': '0198c0de7e5770008000' }, /^0198c0de7e5770008000$/],
  ] as const) {
    const reply = await waymark.app.inject({ url: '/defect', headers })
    const { requestId } = reply.json()
    expect(requestId).toMatch(expected)
    expect(lines.filter((line) => JSON.parse(line).requestId === requestId)).toHaveLength(1)
  }
})
