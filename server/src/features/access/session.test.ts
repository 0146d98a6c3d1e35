import type { LightMyRequestResponse } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createUser } from '../../../src/catalogue/users.ts'
import { openReadingInstallation, type ReadingInstallation, token } from '../../../test/support/reading.ts'

let waymark: ReadingInstallation
let number = 0

beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

const password = 'a quiet harbour at dawn'

/** Each test has a person, and an address, of its own. */
async function createPerson(role: 'admin' | 'viewer' = 'admin') {
  const email = `person${++number}@example.com`
  const remoteAddress = `192.0.2.${number}`
  await createUser(waymark.queries, { email, password, role, at: new Date() })
  return { email, remoteAddress }
}
type Person = Awaited<ReturnType<typeof createPerson>>

function signIn(person: Person, tried = password, headers = {}): Promise<LightMyRequestResponse> {
  return waymark.app.inject({
    method: 'POST',
    url: '/api/v1/session',
    remoteAddress: person.remoteAddress,
    headers,
    payload: { email: person.email, password: tried },
  })
}

async function cookieOf(person: Person): Promise<string> {
  const [cookie] = [(await signIn(person)).headers['set-cookie']].flat()
  return String(cookie).split(';')[0] ?? ''
}

function ask(cookie: string, method: 'GET' | 'PUT' | 'DELETE', url: string, payload?: object, headers = {}) {
  const body = payload === undefined ? {} : { payload }
  return waymark.app.inject({ method, url: `/api/v1${url}`, headers: { cookie, ...headers }, ...body })
}

describe('Signing in', () => {
  test('gives a cookie that no script can read and only the management API is sent', async () => {
    const reply = await signIn(await createPerson())
    expect(reply.statusCode).toBe(204)
    expect(reply.headers['set-cookie']).toMatch(
      /^wm_session=[\w-]{43}; Max-Age=2592000; Path=\/api; HttpOnly; SameSite=Lax$/,
    )
  })

  test('works with the address in any case', async () => {
    const person = await createPerson()
    expect((await signIn({ ...person, email: person.email.toUpperCase() })).statusCode).toBe(204)
  })

  test('is refused alike for a wrong password and for an account that does not exist', async () => {
    const person = await createPerson()
    const wrong = await signIn(person, 'something else entirely')
    const unknown = await signIn({ ...person, email: 'nobody@example.com' })
    expect(wrong.statusCode).toBe(401)
    expect(wrong.json()).toMatchObject({ code: 'wrong_credentials' })
    expect(unknown.body).toBe(wrong.body)
  })

  test('slows down after ten wrong passwords, and tells for how long', async () => {
    const person = await createPerson()
    for (let i = 0; i < 10; i++) expect((await signIn(person, `guess number ${i}`)).statusCode).toBe(401)
    const reply = await signIn(person)
    expect(reply.statusCode).toBe(429)
    expect(reply.json()).toMatchObject({ code: 'too_many_failures' })
    expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0)
  })

  test('is refused to a page of another site', async () => {
    const reply = await signIn(await createPerson(), password, { origin: 'https://evil.example' })
    expect(reply.statusCode).toBe(403)
    expect(reply.json()).toMatchObject({ code: 'other_origin' })
  })

  test.each([
    ['{', 400, 'malformed_json'],
    ['[]', 422, 'invalid_body'],
    ['{"email":"a@b.example"}', 422, 'invalid_body'],
    ['{"email":"a@b.example","password":7}', 422, 'invalid_body'],
  ])('with the body %s is refused with %i and never repeats it', async (payload, status, code) => {
    const headers = { 'content-type': 'application/json' }
    const reply = await waymark.app.inject({ method: 'POST', url: '/api/v1/session', headers, payload })
    expect(reply.statusCode).toBe(status)
    expect(reply.json()).toMatchObject({ code })
    expect(reply.body).not.toContain('a@b.example')
  })
})

describe('A session', () => {
  test('tells who is signed in, and opens what the role may see', async () => {
    const person = await createPerson('viewer')
    const cookie = await cookieOf(person)
    expect((await ask(cookie, 'GET', '/session')).json()).toMatchObject({
      user: { email: person.email, role: 'viewer', sessions: 1 },
    })
    expect((await ask(cookie, 'GET', '/contacts')).statusCode).toBe(200)
    expect((await ask(cookie, 'GET', '/rejected-events')).statusCode).toBe(403)
  })

  test('ends by signing out', async () => {
    const cookie = await cookieOf(await createPerson())
    const reply = await ask(cookie, 'DELETE', '/session')
    expect(reply.statusCode).toBe(204)
    expect(reply.headers['set-cookie']).toContain('Max-Age=0')
    expect((await ask(cookie, 'GET', '/session')).json()).toMatchObject({ code: 'session_ended' })
  })

  test('ends in every browser by signing out everywhere', async () => {
    const person = await createPerson()
    const [here, there] = [await cookieOf(person), await cookieOf(person)]
    expect((await ask(here, 'DELETE', '/sessions')).statusCode).toBe(204)
    for (const cookie of [here, there]) expect((await ask(cookie, 'GET', '/session')).statusCode).toBe(401)
  })

  test('ends after twelve hours without use', async () => {
    const cookie = await cookieOf(await createPerson())
    waymark.setNow('2026-03-03T00:00:01Z')
    const reply = await ask(cookie, 'GET', '/session')
    waymark.setNow('2026-03-02T12:00:00Z')
    expect(reply.statusCode).toBe(401)
  })

  test('changes nothing on behalf of a page of another site', async () => {
    const cookie = await cookieOf(await createPerson())
    const origin = { origin: 'https://evil.example' }
    const reply = await ask(cookie, 'PUT', '/session/preferences/x', { value: 1 }, origin)
    expect(reply.json()).toMatchObject({ code: 'other_origin' })
  })

  test('is nothing that a token has', async () => {
    const headers = { authorization: `Bearer ${token}` }
    const reply = await waymark.app.inject({ url: '/api/v1/session', headers })
    expect(reply.statusCode).toBe(403)
    expect(reply.json()).toMatchObject({ code: 'sign_in_needed' })
  })
})

describe('A new password', () => {
  const next = 'another harbour at dusk'

  test('signs every other browser out, and works from then on', async () => {
    const person = await createPerson()
    const [here, there] = [await cookieOf(person), await cookieOf(person)]
    const reply = await ask(here, 'PUT', '/session/password', { current: password, next })
    expect(reply.statusCode).toBe(204)
    expect((await ask(here, 'GET', '/session')).statusCode).toBe(200)
    expect((await ask(there, 'GET', '/session')).statusCode).toBe(401)
    expect((await signIn(person)).statusCode).toBe(401)
    expect((await signIn(person, next)).statusCode).toBe(204)
  })

  test('needs the password so far', async () => {
    const cookie = await cookieOf(await createPerson())
    const reply = await ask(cookie, 'PUT', '/session/password', { current: 'wrong', next })
    expect(reply.json()).toMatchObject({ code: 'wrong_credentials' })
  })

  test('that is too short is refused with what it needs', async () => {
    const cookie = await cookieOf(await createPerson())
    const reply = await ask(cookie, 'PUT', '/session/password', { current: password, next: 'short' })
    expect(reply.statusCode).toBe(422)
    expect(reply.json().errors).toEqual([
      { parameter: 'next', message: expect.stringContaining('12 characters') },
    ])
  })
})

describe('A preference', () => {
  test('follows a person from browser to browser, and is nobody else’s', async () => {
    const [person, other] = [await createPerson(), await createPerson()]
    const value = { columns: ['name', 'value'] }
    await ask(await cookieOf(person), 'PUT', '/session/preferences/contacts.columns', { value })
    const url = '/session/preferences/contacts.columns'
    expect((await ask(await cookieOf(person), 'GET', url)).json()).toEqual({ value })
    expect((await ask(await cookieOf(other), 'GET', url)).json()).toEqual({ value: null })
  })

  test('of more than 16 KiB is refused', async () => {
    const cookie = await cookieOf(await createPerson())
    const reply = await ask(cookie, 'PUT', '/session/preferences/x', { value: 'x'.repeat(17_000) })
    expect(reply.statusCode).toBe(422)
  })
})
