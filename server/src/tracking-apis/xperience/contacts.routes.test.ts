import { expect, test } from 'vitest'
import { authorised, createXperienceApp, RememberingEngine } from '../../../test/support/xperience.ts'

test.each([
  ['no body', {}, undefined],
  ['an empty body that calls itself JSON', { 'content-type': 'application/json' }, undefined],
  ['an empty object', { 'content-type': 'application/json' }, '{}'],
  ['broken JSON', { 'content-type': 'application/json' }, '{'],
  ['some text', { 'content-type': 'text/plain' }, 'hello'],
  ['a body without a type', {}, 'hello'],
  ['a type that is none', { 'content-type': 'undefined' }, '{}'],
])('a contact is made with %s', async (_, headers, payload) => {
  const engine = new RememberingEngine()
  const reply = await createXperienceApp({ engine }).inject({
    method: 'POST',
    url: '/Kentico.Tracking/contacts',
    headers: { ...authorised, ...headers },
    ...(payload !== undefined && { payload }),
  })
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  const { contact } = reply.json()
  expect(reply.body).toBe(`{"contact":"${contact}"}`)
  expect(contact).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(engine.commands).toMatchObject([{ type: 'createContact', api: 'xperience', contactId: contact }])
})

test('a body that is too large is refused here too', async () => {
  const reply = await createXperienceApp({ maxBodyBytes: 10 }).inject({
    method: 'POST',
    url: '/Kentico.Tracking/contacts',
    headers: authorised,
    payload: 'x'.repeat(11),
  })
  expect([reply.statusCode, reply.json().code]).toEqual([413, 'body_too_large'])
})
