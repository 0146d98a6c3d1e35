import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { draft } from '../../test/support/commands.ts'
import { app, createSitecoreCatalogue, idOf, provisional } from '../../test/support/sitecore.ts'
import type { JsonValue } from '../domain/json.ts'
import type { CommittedBatch } from '../engine/contract.ts'
import { createTestPipeline } from '../plugin-harness.ts'
import { createAnnouncer } from './announce-stored.ts'
import { defineHook, type Hook, type HookDefinition, type StoredActivities } from './define-hook.ts'
import { defineProcessor } from './define-processor.ts'
import { dropped, failed, next, tracked } from './processor.ts'

type BeforeItems = NonNullable<HookDefinition['beforeItems']>

describe('a hook before the items of a request', () => {
  const hook = (name: string, beforeItems: BeforeItems, more: Partial<HookDefinition> = {}) =>
    defineHook({ name, beforeItems, ...more })
  const sendTo = (plugins: Parameters<typeof createTestPipeline>[0]['plugins'], timeoutMs = 1_000) =>
    createTestPipeline({ plugins, timeoutMs, definitions: { goals: ['Register'], events: ['Seen'] } }).runAll(
      'sitecore',
      [{ goalId: 'Register' }, { foo: 1 }],
    )

  test('lets each item go its way with next()', async () => {
    expect(await sendTo([hook('h', () => next())])).toMatchObject([
      { status: 'tracked' },
      { code: 'unknown_item' },
    ])
  })

  test('refuses all of them with failed(), and accepts all without storing any with dropped()', async () => {
    const refused = { status: 'failed', code: 'closed', message: 'We are closed.' }
    expect(await sendTo([hook('h', async () => failed('closed', 'We are closed.'))])).toEqual([
      refused,
      refused,
    ])
    expect(await sendTo([hook('h', () => dropped('a test'))])).toMatchObject([
      { status: 'dropped' },
      { status: 'dropped' },
    ])
  })

  test('sees the items, which it cannot change, and is not asked after one that refused them', async () => {
    const seen: JsonValue[] = []
    const looks = hook('looks', (items) => {
      seen.push(...items)
      expect(() => (items as JsonValue[]).pop()).toThrow(TypeError)
      return dropped('seen')
    })
    await sendTo([
      looks,
      hook('late', (items) => {
        seen.push(...items)
        return next()
      }),
    ])
    expect(seen).toEqual([{ goalId: 'Register' }, { foo: 1 }])
  })

  test('tells processors what it found out, as a copy', async () => {
    const tenant = { name: 'a' }
    const finds = hook('finds', (_items, context) => {
      context.setFact('tenant', tenant)
      tenant.name = 'b'
      return next()
    })
    const uses = defineProcessor({
      name: 'uses',
      api: 'sitecore',
      process(_item, context) {
        context.addEvent('Seen', { data: { tenant: context.facts.tenant ?? null } })
        return tracked()
      },
    })
    const [outcome] = await sendTo([finds, uses])
    expect(outcome).toMatchObject({ activities: [{ data: { tenant: { name: 'a' } } }] })
  })

  test.each<[string, unknown, object]>([
    [
      'throws',
      () => {
        throw new Error('secret')
      },
      { code: 'processor_failed', message: "The hook 'bad' failed." },
    ],
    [
      'answers nothing',
      () => undefined,
      { code: 'processor_failed', message: "The hook 'bad' gave no answer." },
    ],
    [
      'says tracked()',
      () => tracked(),
      { code: 'processor_failed', message: "The hook 'bad' gave no answer." },
    ],
    [
      'never answers',
      () => new Promise(() => {}),
      { code: 'processor_timeout', message: "The hook 'bad' did not answer within 50 ms." },
    ],
  ])(
    'that %s refuses all items: it may be there to keep something out',
    async (_title, beforeItems, outcome) => {
      expect(await sendTo([hook('bad', beforeItems as BeforeItems)], 50)).toMatchObject([outcome, outcome])
    },
  )

  test('is asked for its API and its channels only', async () => {
    const refuses: BeforeItems = () => failed('closed', 'We are closed.')
    for (const more of [{ api: 'xperience' }, { channels: ['shop'] }] as const) {
      expect(await sendTo([hook('h', refuses, more)])).toMatchObject([{ status: 'tracked' }, {}])
    }
    expect(await sendTo([hook('h', refuses, { api: 'sitecore', channels: ['TEST'] })])).toMatchObject([
      { code: 'closed' },
      {},
    ])
  })
})

describe('a hook after the commit', () => {
  const contact = '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'
  const other = '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4c'
  const register = idOf('Register') ?? 0

  /** A batch that stored these, each by its contact. */
  const batchOf = (
    ...activities: { contactId?: string; channelId?: number; data?: string }[]
  ): CommittedBatch => ({
    commands: [],
    outcomes: [],
    durationMs: 1,
    commitMs: 1,
    activities: activities.map(({ contactId = contact, channelId = app.id, data = null }) => ({
      api: 'sitecore',
      contactId,
      channelId,
      draft: draft({ kind: 'goal', definitionId: register, data }),
    })),
  })
  function announcerOf(hooks: readonly Hook[], lines: string[] = []) {
    const logger = pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(line) })
    const announcer = createAnnouncer({
      hooks,
      catalogue: createSitecoreCatalogue({ 'plugins.timeoutMs': 50 }),
      logger,
    })
    if (announcer === null) throw new Error('No announcer')
    return announcer
  }
  const heard = (count: number) => {
    const told: StoredActivities[] = []
    const { promise, resolve } = Promise.withResolvers<StoredActivities[]>()
    const afterCommit = (stored: StoredActivities) => {
      told.push(stored)
      if (told.length === count) resolve(told)
    }
    return { afterCommit, told, all: promise }
  }

  test('is told of what was stored, by contact, in the words of the management API', async () => {
    const { afterCommit, all } = heard(2)
    announcerOf([defineHook({ name: 'h', afterCommit })]).announce(
      batchOf({ data: '{"a":1}' }, { contactId: other }, {}),
    )
    const [first, second] = await all
    expect(first).toMatchObject({
      api: 'sitecore',
      channel: { codeName: 'app' },
      contactId: contact,
      activities: [{ kind: 'goal', type: 'Register', data: { a: 1 } }, { data: null }],
    })
    expect(first?.activities[0]).not.toHaveProperty('definitionId')
    expect(second).toMatchObject({ contactId: other, activities: [{ type: 'Register' }] })
    expect(() => Object.assign(first?.activities[0] ?? {}, { value: 'x' })).toThrow(TypeError)
  })

  test('is not there at all where no hook asks for it', () => {
    const logger = pino({ enabled: false })
    const hooks = [defineHook({ name: 'h', beforeItems: () => next() })]
    expect(createAnnouncer({ hooks, catalogue: createSitecoreCatalogue(), logger })).toBeNull()
  })

  test('hears of its API and its channels only', async () => {
    const { afterCommit, all } = heard(1)
    const announcer = announcerOf([
      defineHook({
        name: 'x',
        api: 'xperience',
        afterCommit: () => {
          throw new Error('asked')
        },
      }),
      defineHook({ name: 'h', channels: ['provisional'], afterCommit }),
    ])
    announcer.announce(batchOf({}, { channelId: provisional.id }))
    expect(await all).toMatchObject([{ channel: { codeName: 'provisional' } }])
  })

  test('that throws or never ends is told to the log by its name, and the next one hears all the same', async () => {
    const lines: string[] = []
    const { afterCommit, all } = heard(2)
    const announcer = announcerOf(
      [
        defineHook({
          name: 'throws',
          afterCommit: () => {
            throw new Error('secret')
          },
        }),
        defineHook({ name: 'hangs', afterCommit: () => new Promise(() => {}) }),
        defineHook({ name: 'h', afterCommit }),
      ],
      lines,
    )
    announcer.announce(batchOf({}, { contactId: other }))
    await all
    const log = lines.join('')
    expect(log).toMatch(/"hook":"throws".*a plug-in failed/)
    expect(log).toMatch(/"hook":"hangs".*a plug-in took too long/)
    expect(log).not.toContain('secret')
  })

  test('that is slow loses what comes while a thousand batches wait, and the log says how much', async () => {
    const lines: string[] = []
    const { afterCommit, told, all } = heard(1_000)
    const announcer = announcerOf([defineHook({ name: 'h', afterCommit })], lines)
    for (let n = 0; n < 1_003; n++) announcer.announce(batchOf({}))
    await all
    await expect.poll(() => lines.join('')).toContain('"activities":3')
    expect(told).toHaveLength(1_000)
  })
})

test.each<[object, RegExp]>([
  [{ name: 'h' }, /^The hook 'h' needs "beforeItems", "afterCommit" or both/],
  [{ name: 'h', afterCommit: 'x' }, /^The hook 'h' needs a function as its "afterCommit"/],
  [{ name: 'h', api: 'cdp', afterCommit() {} }, /^The hook 'h' needs an api/],
  [{ afterCommit() {} }, /^A hook needs a name/],
])('a definition that is wrong throws a sentence for its author: %j', (definition, message) => {
  expect(() => defineHook(definition as HookDefinition)).toThrow(message)
})
