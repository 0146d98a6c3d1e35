import { expect, test } from 'vitest'
import { authorised, createXperienceApp } from '../../../test/support/xperience.ts'

const get = (url: string, headers: Record<string, string> = {}) =>
  createXperienceApp().inject({
    url: `/Kentico.Tracking/consents/${url}`,
    headers: { ...authorised, ...headers },
  })

test('a text is answered as shortText and fullText, both HTML, nothing more', async () => {
  const reply = await get('TrackingConsent?languageName=en', { 'content-type': 'application/json' })
  expect([reply.statusCode, reply.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8'])
  expect(reply.body).toBe('{"shortText":"<p>Short</p>","fullText":"<p>Full “text”</p>"}')
})

test.each([
  ['?languageName=de', 'Kurz'],
  ['?LanguageName=DE', 'Kurz'],
  ['?languageName=de&languageName=en', 'Kurz'],
  ['?languageName=', 'Short'],
  ['?languageName=%20', 'Short'],
  ['?languageName=xx', 'Short'],
  ['?other=de', 'Short'],
  ['', 'Short'],
])('the query %j brings the text %j', async (query, text) => {
  expect((await get(`TrackingConsent${query}`)).json().shortText).toBe(`<p>${text}</p>`)
})

test('an unknown consent is 404', async () => {
  const reply = await get('Other')
  expect([reply.statusCode, reply.json().code]).toEqual([404, 'consent_not_found'])
})

test('a text may be kept for a minute by the client that asked, and is not sent again unchanged', async () => {
  const first = await get('TrackingConsent?languageName=de')
  const etag = first.headers.etag as string
  expect(first.headers['cache-control']).toBe('private, max-age=60')
  for (const tags of [etag, `"other", W/${etag}`, '*']) {
    const again = await get('TrackingConsent?languageName=de', { 'if-none-match': tags })
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', etag])
  }
  for (const query of ['languageName=en', 'languageName=fr']) {
    expect((await get(`TrackingConsent?${query}`, { 'if-none-match': etag })).statusCode).toBe(200)
  }
})
