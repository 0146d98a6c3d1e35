import fastify, { type FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { answerWithProblems } from '../shared/refusals.ts'
import { redirectExperienceProfile } from './experience-profile.ts'

let app: FastifyInstance
beforeAll(async () => {
  app = fastify({ routerOptions: { caseSensitive: false, ignoreTrailingSlash: true } })
  redirectExperienceProfile(app)
  answerWithProblems(app)
  app.get('/admin/*', async () => 'the admin')
  app.get('/known/ExperienceProfile/contact', async () => 'a page of its own')
})
afterAll(() => app.close())

const id = '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'
const profile = `/admin/contacts/${id}/overview`

describe('An old link to the Experience Profile', () => {
  test.each([
    ['/sitecore/client/Applications/ExperienceProfile/contact', id],
    ['/sitecore/client/Applications/ExperienceProfile/contact', `%7B${id.toUpperCase()}%7D`],
    ['/sitecore/shell/sitecore/client/applications/experienceprofile/Contact/', id.replaceAll('-', '')],
    ['/ExperienceProfile/contact', `(${id})`],
    ['/admin/ExperienceProfile/contact', id],
  ])('leads to the profile from %s with the id as %s', async (path, cid) => {
    const reply = await app.inject(`${path}?sc_lang=en&CID=${cid}`)
    expect([reply.statusCode, reply.headers.location]).toEqual([302, profile])
  })

  test.each(['', '?cid=', '?cid=ada', '?cid=%00', '?cid=//evil.example', '?other=1'])(
    'that names nobody (%s) leads to the list of contacts, which says so',
    async (query) => {
      const reply = await app.inject(`/sitecore/ExperienceProfile/contact${query}`)
      expect([reply.statusCode, reply.headers.location]).toEqual([302, '/admin/contacts?link=noContact'])
    },
  )

  test('that names several leads to the first', async () => {
    const reply = await app.inject(`/ExperienceProfile/contact?cid=${id}&cid=other`)
    expect(reply.headers.location).toBe(profile)
  })

  test.each([
    ['GET', '/ExperienceProfile/contacts', 404],
    ['GET', '/XExperienceProfile/contact', 404],
    ['POST', '/ExperienceProfile/contact', 404],
    ['GET', '/known/ExperienceProfile/contact', 200],
  ] as const)('is nothing else: %s %s is answered %i', async (method, url, status) => {
    expect((await app.inject({ method, url: `${url}?cid=${id}` })).statusCode).toBe(status)
  })
})
