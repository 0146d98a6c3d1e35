import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { noon } from '../../../test/support/commands.ts'
import {
  authorised,
  channelA,
  createXperienceApp,
  keyA,
  knownContact,
  RememberingEngine,
  unknownContact,
} from '../../../test/support/xperience.ts'

const urlOf = (contact: string, consent = 'TrackingConsent') =>
  `/Kentico.Tracking/contacts/${contact}/consents/${consent}`

function post(payload: string, url = urlOf(knownContact), engine = new RememberingEngine()) {
  return createXperienceApp({ engine }).inject({
    method: 'POST',
    url,
    headers: { ...authorised, 'content-type': 'application/json' },
    payload,
  })
}

describe('giving and revoking', () => {
  test.each([
    ['{"agree":true}', true],
    ['{"Agree":false}', false],
    ['{"AGREE":true,"more":1}', true],
  ])('%s is told to the engine as it was said', async (payload, agreed) => {
    const engine = new RememberingEngine()
    const reply = await post(payload, urlOf(knownContact.toUpperCase(), 'trackingCONSENT'), engine)
    expect([reply.statusCode, reply.body, reply.headers['content-length']]).toEqual([200, '', '0'])
    expect(engine.commands).toMatchObject([
      { type: 'agree', contactId: knownContact, consentId: 7, channelId: channelA.id, agreed, at: noon },
    ])
  })

  test('answers on the wire with Content-Length: 0, nothing behind the headers, and no chunks', async () => {
    const app = createXperienceApp()
    onTestFinished(() => app.close())
    await app.listen({ port: 0 })
    const { port } = app.server.address() as AddressInfo
    const reply = await exchange(
      port,
      `POST ${urlOf(knownContact)} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${keyA}\r\n` +
        'Content-Type: application/json\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{"agree":true}',
    )
    const [head = '', body] = reply.split('\r\n\r\n')
    expect(head).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(head.toLowerCase().split('\r\n')).toContain('content-length: 0')
    expect(head.toLowerCase()).not.toContain('transfer-encoding')
    expect(body).toBe('')
  })

  test.each(['{}', '[]', 'null', 'true', '{"agree":null}', '{"agree":"true"}', '{"agree":1}', '', '{'])(
    '%j is refused with 400',
    async (payload) => {
      const engine = new RememberingEngine()
      const reply = await post(payload, urlOf(knownContact), engine)
      expect([reply.statusCode, engine.commands]).toEqual([400, []])
    },
  )

  test('is 404 for an unknown consent or contact, and 400 for a contact that is no GUID', async () => {
    const outcomes = [urlOf(knownContact, 'Other'), urlOf(unknownContact), urlOf('me')].map(async (url) => {
      const reply = await post('{"agree":true}', url)
      return [reply.statusCode, reply.json().code]
    })
    expect(await Promise.all(outcomes)).toEqual([
      [404, 'consent_not_found'],
      [404, 'contact_not_found'],
      [400, 'invalid_contact_id'],
    ])
  })

  test('finds names that arrive percent-encoded, however long', async () => {
    const encoded = urlOf(encodeURIComponent(`{${knownContact}}`), '%54rackingConsent')
    expect((await post('{"agree":true}', encoded)).statusCode).toBe(200)
    const long = await post('{"agree":true}', urlOf(knownContact, 'x'.repeat(2_000)))
    expect([long.statusCode, long.json().code]).toEqual([404, 'consent_not_found'])
  })

  test('wants JSON', async () => {
    const reply = await createXperienceApp().inject({
      method: 'POST',
      url: urlOf(knownContact),
      headers: authorised,
    })
    expect([reply.statusCode, reply.json().code]).toEqual([415, 'unsupported_media_type'])
  })
})

describe('checking', () => {
  // Who has agreed is asked of a real database in server/test/xperience-consents.test.ts.
  test.each([
    [urlOf(unknownContact), 404, 'contact_not_found'],
    [urlOf(unknownContact, 'Other'), 404, 'consent_not_found'],
    [urlOf('me'), 400, 'invalid_contact_id'],
    [`/Kentico.Tracking/${unknownContact}/consents/TrackingConsent`, 404, 'contact_not_found'],
  ])('%s is answered with %i', async (url, status, code) => {
    const engine = new RememberingEngine()
    const app = createXperienceApp({ engine })
    const reply = await app.inject({ url, headers: { ...authorised, 'content-type': 'application/json' } })
    expect([reply.statusCode, reply.json().code, engine.commands]).toEqual([status, code, []])
  })
})

/** What comes back, byte for byte. */
function exchange(port: number, request: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let reply = ''
    const socket = connect(port, 'localhost', () => socket.write(request))
    socket.setEncoding('latin1')
    socket.on('data', (chunk) => {
      reply += chunk
    })
    socket.on('error', reject)
    socket.on('end', () => resolve(reply))
  })
}
