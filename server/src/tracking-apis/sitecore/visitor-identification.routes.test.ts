import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { draft, track } from '../../../test/support/commands.ts'
import {
  createSitecoreApp,
  createSitecoreCatalogue,
  RememberingEngine,
} from '../../../test/support/sitecore.ts'
import type { Command, CommandOutcome } from '../../domain/command.ts'
import { newId } from '../../domain/ids.ts'

const scriptUrl = '/layouts/system/VisitorIdentification.js'
const cssUrl = '/layouts/system/VisitorIdentificationCSS.aspx'
const checkerUrl = '/layouts/system/VIChecker.aspx'
const visitor = newId()
const cookieOf = (flag: string) => `SC_ANALYTICS_GLOBAL_COOKIE=${visitor.replaceAll('-', '')}|${flag}`

let engine: RememberingEngine
let app: ReturnType<typeof createSitecoreApp>
beforeAll(async () => {
  engine = new RememberingEngine()
  await engine.accept(track(visitor, [draft()]))
  app = createSitecoreApp({ engine })
})
afterAll(() => app?.close())
beforeEach(() => {
  engine.commands.length = 0
})

describe('the script', () => {
  test('is JavaScript that may be kept for an hour, without a key and without a cookie', async () => {
    const reply = await app.inject({ url: scriptUrl, headers: { cookie: cookieOf('False') } })
    expect(reply.statusCode).toBe(200)
    expect(reply.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    })
    expect(reply.headers['set-cookie']).toBeUndefined()
    expect(engine.commands).toEqual([])
  })

  test('is found in any case, with a query too', async () => {
    const reply = await app.inject('/LAYOUTS/System/visitoridentification.JS?sc_site=app')
    expect(reply.statusCode).toBe(200)
  })
})

describe.each([cssUrl, checkerUrl, `${cssUrl.toLowerCase()}?tstamp=638000000000000000&sc_site=app`])(
  '%s',
  (url) => {
    test.each(['False', 'True'])(
      'marks a known visitor (flag %s) as a person, tells so in the cookie, and is no page view',
      async (flag) => {
        const reply = await app.inject({ url, headers: { cookie: cookieOf(flag) } })
        expect([reply.statusCode, reply.body]).toEqual([200, ''])
        expect(reply.headers).toMatchObject({
          'content-type': 'text/css; charset=utf-8',
          'cache-control': 'no-store',
        })
        expect(reply.headers['set-cookie']).toMatch(
          new RegExp(`^${cookieOf('True').replace('|', '\\|')}; path=/; max-age=315360000; HttpOnly`),
        )
        expect(reply.headers['x-waymark-visitor']).toBeUndefined()
        expect(engine.commands).toEqual([{ type: 'markHuman', contactId: visitor, requiredConsentId: null }])
      },
    )

    test.each([
      ['nobody is named', {}],
      ['the cookie names nobody', { cookie: 'SC_ANALYTICS_GLOBAL_COOKIE=nonsense|False' }],
      ['only a header names a visitor', { 'x-waymark-visitor': visitor }],
    ])('answers the same where %s, and sets no cookie', async (_title, headers) => {
      const reply = await app.inject({ url, headers })
      expect([reply.statusCode, reply.body]).toEqual([200, ''])
      expect(reply.headers['set-cookie']).toBeUndefined()
      expect(engine.commands).toEqual([])
    })

    test('sets no cookie for a visitor whom nobody knows', async () => {
      const cookie = `SC_ANALYTICS_GLOBAL_COOKIE=${newId().replaceAll('-', '')}|False`
      const reply = await app.inject({ url, headers: { cookie } })
      expect([reply.statusCode, reply.headers['set-cookie']]).toEqual([200, undefined])
    })
  },
)

describe('the human detection', () => {
  test.each([scriptUrl, cssUrl, checkerUrl])('takes nothing but GET: %s', async (url) => {
    for (const method of ['POST', 'HEAD', 'OPTIONS', 'DELETE'] as const) {
      const reply = await app.inject({ method, url })
      expect([reply.statusCode, reply.headers.allow]).toEqual([405, 'GET'])
    }
  })

  test('is switched off with the tracking service', async () => {
    const catalogue = createSitecoreCatalogue({ 'sitecore.enabled': false })
    const off = createSitecoreApp({ catalogue })
    for (const url of [scriptUrl, cssUrl, checkerUrl]) {
      const reply = await off.inject(url)
      expect([reply.statusCode, reply.json().error.code]).toEqual([404, 'service_disabled'])
    }
    await off.close()
  })

  test('leaves other addresses beside it alone', async () => {
    expect((await app.inject('/layouts/system/KeepAlive.aspx')).statusCode).toBe(404)
  })
})

describe('where channels require consents', () => {
  const { snapshot, ...catalogue } = createSitecoreCatalogue()
  const [first, second] = snapshot.channels as [(typeof snapshot.channels)[0], (typeof snapshot.channels)[0]]
  const channels = [
    { ...first, requireConsentId: 7 },
    { ...second, requireConsentId: 8 },
    { ...second, requireConsentId: 8 },
  ]

  async function askAs(agreesTo: number | null) {
    const asked: Command[] = []
    const accept = async (command: Command): Promise<CommandOutcome> => {
      asked.push(command)
      return 'requiredConsentId' in command && command.requiredConsentId === agreesTo
        ? { status: 'accepted', contactId: visitor, deviceId: visitor }
        : { status: 'refused', code: 'consent_required', message: '' }
    }
    const one = createSitecoreApp({
      engine: { accept, close: async () => {} },
      catalogue: { ...catalogue, snapshot: { ...snapshot, channels } },
    })
    const reply = await one.inject({ url: cssUrl, headers: { cookie: cookieOf('False') } })
    await one.close()
    return { reply, asked }
  }

  test('who agrees to none of them is not marked and gets no cookie', async () => {
    const { reply, asked } = await askAs(null)
    expect([reply.statusCode, reply.headers['set-cookie']]).toEqual([200, undefined])
    expect(asked.map((command) => 'requiredConsentId' in command && command.requiredConsentId)).toEqual([
      7, 8,
    ])
  })

  test('agreeing to one of them is enough', async () => {
    const { reply } = await askAs(8)
    expect(reply.headers['set-cookie']).toContain('|True')
  })
})
