import { describe, expect, test } from 'vitest'
import type { RejectedEvent } from '../src/domain/rejected-event.ts'
import type { ContactProfile } from '../src/engine/reads/contact-profile.ts'
import { defineHook } from '../src/pipeline/define-hook.ts'
import { defineProcessor } from '../src/pipeline/define-processor.ts'
import { dropped, next, type Processor, tracked } from '../src/pipeline/processor.ts'
import { createPipelinesWith } from './support/pipeline.ts'
import * as sitecore from './support/sitecore.ts'
import * as xperience from './support/xperience.ts'

const databaseAway = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

describe('on the Sitecore API', () => {
  const visitor = '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'

  async function send(
    items: object[],
    members: Parameters<typeof createPipelinesWith>[0],
    readContact?: Parameters<typeof createPipelinesWith>[2],
  ) {
    const catalogue = sitecore.createSitecoreCatalogue({ 'plugins.timeoutMs': 50 })
    const rejected: RejectedEvent[] = []
    const app = sitecore.createSitecoreApp({
      catalogue,
      pipeline: createPipelinesWith(members, catalogue, readContact).sitecore,
      reportRejected: (event) => rejected.push(event),
    })
    const headers = { 'x-waymark-visitor': visitor }
    const reply = await app.inject({ method: 'POST', url: sitecore.eventUrl, headers, payload: items })
    return { reply, rejected }
  }
  const define = (process: Processor['process']) => defineProcessor({ name: 'p', api: 'sitecore', process })

  test('a processor that throws refuses its item alone, which is kept as it was sent', async () => {
    const bad = define((item) => {
      if ('foo' in item) Object.assign(item, { foo: 2 })
      return next()
    })
    const { reply, rejected } = await send([{ goalId: 'Register' }, { foo: 1 }], [bad])
    expect(reply.statusCode).toBe(400)
    expect(reply.json().events).toMatchObject([{ status: 'ok' }, { code: 'processor_failed' }])
    expect(rejected).toMatchObject([{ code: 'processor_failed', sent: { type: 'item', item: { foo: 1 } } }])
  })

  test('a processor reads the contact that the visitor names', async () => {
    const asked: unknown[] = []
    const reads = define(async (_item, context) => {
      const contact = await context.loadContact()
      context.addEvent('Download', { value: contact?.firstName ?? null })
      return tracked()
    })
    const { reply } = await send([{ foo: 1 }], [reads], async (...question) => {
      asked.push(question)
      return { firstName: 'Ada' } as ContactProfile
    })
    expect(reply.statusCode).toBe(200)
    expect(asked).toEqual([[visitor, 'sitecore']])
  })

  test.each([
    ['is away', () => Promise.reject(databaseAway)],
    ['does not answer within the time limit', () => new Promise<never>(() => {})],
  ])(
    'where the database %s the reply is 503, since it is nobody in the app who is to blame',
    async (_title, readContact) => {
      const reads = define(async (_item, context) => {
        await context.loadContact()
        return tracked()
      })
      const { reply, rejected } = await send([{ foo: 1 }], [reads], readContact)
      expect(reply.statusCode).toBe(503)
      expect(reply.headers['retry-after']).toBe('1')
      expect(rejected).toEqual([])
    },
  )

  test('a processor that can do without the contact goes on', async () => {
    const tries = define(async (_item, context) => {
      await context.loadContact().catch(() => {})
      context.addEvent('Download')
      return tracked()
    })
    const { reply } = await send([{ foo: 1 }], [tries], () => Promise.reject(databaseAway))
    expect(reply.statusCode).toBe(200)
  })

  test('a hook that drops a request has it answered as accepted, and keeps nothing of it', async () => {
    const hook = defineHook({ name: 'h', beforeItems: () => dropped('a test') })
    const { reply, rejected } = await send([{ goalId: 'Register' }, { foo: 1 }], [hook])
    expect(reply.json()).toMatchObject({ status: 'ok', accepted: 2 })
    expect(rejected).toEqual([])
  })
})

describe('on the Xperience API', () => {
  test('a plug-in refuses one activity of a request, reads its contact, and sees its place', async () => {
    const catalogue = xperience.createXperienceCatalogue()
    const asked: unknown[] = []
    const picky = defineProcessor({
      name: 'picky',
      api: 'xperience',
      async process(item, context) {
        if (item.value !== 'bad') return next()
        asked.push(context.position, await context.loadContact())
        throw new Error('secret')
      },
    })
    const engine = new xperience.RememberingEngine()
    const app = xperience.createXperienceApp({
      catalogue,
      engine,
      pipeline: createPipelinesWith([picky], catalogue, async (id) => ({ id }) as ContactProfile).xperience,
    })
    const activities = ['good', 'bad'].map((value) => ({ type: 'click', value }))
    const reply = await app.inject({
      method: 'POST',
      url: '/Kentico.Tracking/activities',
      headers: xperience.authorised,
      payload: { channel: xperience.channelA.guid, contact: xperience.knownContact, activities },
    })
    expect(reply.statusCode).toBe(207)
    // The built-in click takes what the plug-in failed on: the failure stands in the log alone.
    expect(reply.json().results).toEqual([{ status: 202 }, { status: 202 }])
    expect(asked).toEqual([1, { id: xperience.knownContact }])
    expect(engine.drafts).toMatchObject([{ value: 'good' }, { value: 'bad' }])
  })
})
