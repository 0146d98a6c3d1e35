import fastify from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openReadingInstallation, type ReadingInstallation, token } from '../../../test/support/reading.ts'
import { createFailureLimit } from '../../platform/limits/failure-limit.ts'
import { answerWithProblems } from '../shared/refusals.ts'
import { guardRoutes } from './access.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
})
afterAll(() => waymark.close())

function ask(authorization?: string) {
  return waymark.app.inject({ url: '/api/v1/contacts', headers: { ...(authorization && { authorization }) } })
}

describe('A request to the management API', () => {
  test('without a token is answered 401 with a challenge', async () => {
    const reply = await ask()
    expect(reply.statusCode).toBe(401)
    expect(reply.headers['www-authenticate']).toBe('Bearer')
    expect(reply.headers['content-type']).toMatch('application/problem+json')
    expect(reply.json()).toMatchObject({ status: 401, code: 'token_missing', title: 'Unauthorized' })
  })

  test.each(['', 'Bearer', 'Bearer ', `Basic ${token}`, token, `Bearer ${token} ${token}`])(
    'that carries %j carries no token',
    async (authorization) => {
      expect((await ask(authorization)).json().code).toBe('token_missing')
    },
  )

  test('with a token that does not exist is answered 401, and the token is not repeated', async () => {
    const reply = await ask('Bearer some-secret')
    expect(reply.statusCode).toBe(401)
    expect(reply.json().code).toBe('token_unknown')
    expect(reply.body).not.toContain('some-secret')
  })

  test.each(['Bearer', 'bearer', 'BEARER'])(
    'names its token after the scheme in any case: %s',
    async (scheme) => {
      expect((await ask(`${scheme} ${token}`)).statusCode).toBe(200)
    },
  )

  test('is not to be stored by any cache, since it is about persons', async () => {
    expect((await ask(`Bearer ${token}`)).headers['cache-control']).toBe('no-store')
  })

  test('with a token that has just been added is let in without a restart', async () => {
    const authorization = 'Bearer fresh-token'
    expect((await ask(authorization)).statusCode).toBe(401)
    await waymark.provision({ tokens: [{ name: 'fresh', secret: 'fresh-token', role: 'marketer' }] })
    expect((await ask(authorization)).statusCode).toBe(200)
  })
})

function rules() {
  return { catalogue: waymark.catalogue, failureLimit: createFailureLimit(Date.now), sessions: null }
}

describe('A route of the management API', () => {
  test('is closed to roles that it does not name', async () => {
    const app = fastify()
    answerWithProblems(app)
    guardRoutes(app, rules())
    app.get('/secrets', { config: { roles: ['admin', 'privacy'] } }, () => ({}))

    const refused = await app.inject({ url: '/secrets', headers: { authorization: `Bearer ${token}` } })
    expect(refused.statusCode).toBe(403)
    expect(refused.json()).toMatchObject({
      code: 'role_too_low',
      detail: 'This needs the role admin or privacy; the token has viewer.',
    })
    const admitted = await app.inject({ url: '/secrets', headers: { authorization: 'Bearer admin-token' } })
    expect(admitted.statusCode).toBe(200)
  })

  test('that does not declare its roles stops the start', () => {
    const app = fastify()
    guardRoutes(app, rules())
    expect(() => app.get('/forgotten', () => ({}))).toThrow(
      'The route /forgotten does not declare its roles.',
    )
  })
})
