import { setTimeout as sleep } from 'node:timers/promises'
import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import type { JsonValue } from '../domain/json.ts'
import { createTestPipeline, type TestPipelineOptions } from '../plugin-harness.ts'
import { defineDefinitionProcessor } from './define-definition-processor.ts'
import { defineHook } from './define-hook.ts'
import { defineProcessor, type ProcessorDefinition } from './define-processor.ts'
import { dropped, failed, next, type ProcessorContext, tracked } from './processor.ts'

/** A pipeline with processors of a plug-in, and the names that the tests use. */
function withPlugins(plugins: TestPipelineOptions['plugins'], more: Partial<TestPipelineOptions> = {}) {
  return createTestPipeline({
    plugins,
    definitions: {
      goals: ['Register'],
      events: ['Download', 'Seen'],
      outcomes: ['Opportunity'],
      campaigns: ['Spring'],
      activityTypes: ['custom_loan'],
    },
    receivedAt: Date.parse('2026-03-02T12:00:00Z'),
    ...more,
  })
}

type Process = NonNullable<ProcessorDefinition<never>['process']>
/** A processor of the Sitecore API. */
function define(
  name: string,
  process: (item: never, context: ProcessorContext) => ReturnType<Process>,
  more: object = {},
) {
  return defineProcessor({ name, api: 'sitecore', ...more, process: process as never })
}
const run = (processors: Parameters<typeof withPlugins>[0], item: JsonValue = { foo: 1 }) =>
  withPlugins(processors).run('sitecore', item)
/** What one call of a processor stated comes to. */
const state = (statements: (context: ProcessorContext) => void) =>
  run([
    define('p', (_item, context) => {
      statements(context)
      return tracked()
    }),
  ])

describe('what a processor answers', () => {
  test('what was stated before next() is kept only if a later processor tracks the item', async () => {
    const sees = define('sees', (_item, context) => {
      context.addEvent('Seen')
      return next()
    })
    expect(await run([sees], { goalId: 'Register' })).toMatchObject({
      activities: [{ type: 'Seen' }, { type: 'Register' }],
    })
    expect(await run([sees])).toMatchObject({ status: 'failed', code: 'unknown_item' })
  })

  test('what was stated before failed() is discarded, fields and identity too, and a later one may track the item', async () => {
    const fails = define('fails', (_item, context) => {
      context.addEvent('Seen')
      context.setFields({ firstName: 'Ada' })
      context.identify('crm', '1')
      return failed('no_loan', 'There is no such loan.')
    })
    expect(await run([fails], { goalId: 'Register' })).toMatchObject({
      activities: [{ type: 'Register' }],
      fields: null,
      identity: null,
    })
    expect(await run([fails])).toEqual({
      status: 'failed',
      code: 'no_loan',
      message: 'There is no such loan.',
    })
  })

  test('dropped() ends the chain and stores nothing', async () => {
    const drops = define('drops', (_item, context) => {
      context.addEvent('Seen')
      return dropped('a test')
    })
    expect(await run([drops], { goalId: 'Register' })).toEqual({ status: 'dropped', reason: 'a test' })
  })

  test('an item that is tracked without anything stated is accepted, and nothing is stored', async () => {
    expect(await state(() => {})).toMatchObject({ status: 'tracked', activities: [] })
  })

  test('what is said of the contact needs an activity to come with', async () => {
    expect(await state((context) => context.identify('crm', '1'))).toMatchObject({ code: 'missing_activity' })
    expect(await state((context) => context.setFields({ firstName: 'Ada' }))).toMatchObject({
      code: 'missing_activity',
    })
  })
})

describe('a processor that misbehaves fails its item, and the reply names it and not its error', () => {
  const failure = { status: 'failed', code: 'processor_failed', message: "The processor 'bad' failed." }
  const noAnswer = {
    status: 'failed',
    code: 'processor_failed',
    message: "The processor 'bad' gave no answer.",
  }

  test.each([
    [
      'throws',
      () => {
        throw new Error('secret')
      },
      failure,
    ],
    [
      'throws no error',
      () => {
        throw null
      },
      failure,
    ],
    [
      'rejects',
      async () => {
        throw new Error('secret')
      },
      failure,
    ],
    ['gives something that throws when it is looked at', () => hostile, failure],
    ['gives nothing', () => undefined, noAnswer],
    ['gives a promise of nothing', async () => undefined, noAnswer],
    ['gives a text', () => 'tracked', noAnswer],
    ['gives an answer of its own making', () => ({ type: 'done' }), noAnswer],
    ['fails without a code', () => ({ type: 'failed', message: 'x' }), noAnswer],
    ['gives a code that is none', () => failed('No Loan', 'x'), noAnswer],
  ])('one that %s', async (_title, process, outcome) => {
    const bad = define('bad', process as never)
    const { cause: _, ...told } = await run([bad])
    expect(told).toEqual(outcome)
    expect(await run([bad], { goalId: 'Register' })).toMatchObject({ status: 'tracked' })
  })

  test('one that never answers, at the time limit; and it is not asked again in the same request', async () => {
    let calls = 0
    const bad = define('bad', () => {
      calls++
      return new Promise<never>(() => {})
    })
    const pipeline = withPlugins([bad], { timeoutMs: 50 })
    const outcomes = await pipeline.runAll('sitecore', [{ foo: 1 }, { foo: 2 }, { goalId: 'Register' }])
    const late = { code: 'processor_timeout', message: "The processor 'bad' did not answer within 50 ms." }
    expect(outcomes).toMatchObject([late, late, { status: 'tracked' }])
    expect(calls).toBe(1)
    expect(await pipeline.run('sitecore', { foo: 1 })).toMatchObject({ code: 'processor_timeout' })
    expect(calls).toBe(2)
  })

  test('one that is slow on every item, once a request has waited ten times the limit for plug-ins', async () => {
    let calls = 0
    const slow = define('slow', async () => {
      calls++
      await sleep(30)
      return tracked()
    })
    const items = [...Array.from({ length: 30 }, (_, foo) => ({ foo })), { goalId: 'Register' }]
    const outcomes = await withPlugins([slow], { timeoutMs: 50 }).runAll('sitecore', items)
    expect(calls).toBeLessThanOrEqual(17)
    expect(outcomes.slice(0, calls).map(({ status }) => status)).not.toContain('failed')
    expect(outcomes[calls]).toEqual({
      status: 'failed',
      code: 'processor_timeout',
      message: "The processor 'slow' was not asked: plug-ins had 500 ms for this request.",
    })
    expect(outcomes.at(-1)).toMatchObject({ activities: [{ type: 'Register' }] })
  })

  test('one whose schema cannot judge the item does not get it', async () => {
    const schema = Type.Refine(Type.Object({}), () => {
      throw new Error('secret')
    })
    expect(await run([define('bad', () => tracked(), { schema })])).toMatchObject({ code: 'unknown_item' })
  })

  test('what it does after its answer, or after the time limit, does nothing', async () => {
    const { promise: late, resolve: goOn } = Promise.withResolvers<void>()
    const slow = define('slow', async (_item, context) => {
      await late
      context.addEvent('Seen')
      return tracked()
    })
    const leaves = define('leaves', (_item, context) => {
      void late.then(() => context.addEvent('Seen'))
      return next()
    })
    const waits = define('waits', async () => {
      goOn()
      await new Promise(setImmediate)
      return next()
    })
    const outcome = await withPlugins([slow, leaves, waits], { timeoutMs: 50 }).run('sitecore', {
      goalId: 'Register',
    })
    expect(outcome).toMatchObject({ status: 'tracked', activities: [{ type: 'Register' }] })
  })

  test('its context reads no contact any more after its answer', async () => {
    let kept: ProcessorContext | undefined
    const keeps = define('keeps', (_item, context) => {
      kept = context
      return tracked()
    })
    await withPlugins([keeps], { contact: { firstName: 'Ada' } }).run('sitecore', { foo: 1 })
    expect(await kept?.loadContact()).toBeNull()
  })
})

describe('the test pipeline tells what a plug-in threw', () => {
  const error = new TypeError('secret')
  const throws = define('throws', () => {
    throw error
  })

  test('of the item with which it did, also where a later processor tracked that', async () => {
    const fails = define('fails', () => failed('no_loan', 'There is no such loan.'))
    const outcomes = await withPlugins([throws]).runAll('sitecore', [{ foo: 1 }, { goalId: 'Register' }])
    expect(outcomes).toMatchObject([
      { code: 'processor_failed', cause: error },
      { status: 'tracked', cause: error },
    ])
    expect(await run([fails])).not.toHaveProperty('cause')
  })

  test('of all items, where a hook did', async () => {
    const hook = defineHook({
      name: 'h',
      async beforeItems() {
        throw error
      },
    })
    const outcomes = await withPlugins([hook]).runAll('sitecore', [{ foo: 1 }, { goalId: 'Register' }])
    const refused = { code: 'processor_failed', message: "The hook 'h' failed.", cause: error }
    expect(outcomes).toMatchObject([refused, refused])
  })
})

describe('a processor cannot change what others see', () => {
  test('the item is frozen in all its parts', async () => {
    const meddles = define('meddles', (item: { deep: { list: number[] } }) => {
      item.deep.list.push(2)
      return next()
    })
    const looks = define('looks', (item, context) => {
      context.addEvent('Seen', { data: item })
      return tracked()
    })
    expect(await run([meddles, looks], { deep: { list: [1] } })).toMatchObject({
      activities: [{ data: { deep: { list: [1] } } }],
    })
  })

  test('what it hands over is copied', async () => {
    const data = { a: 1 }
    const changes = define('changes', (_item, context) => {
      context.addEvent('Seen', { data })
      data.a = 2
      return tracked()
    })
    expect(await run([changes])).toMatchObject({ activities: [{ data: { a: 1 } }] })
  })

  test('request and definitions are copies too', async () => {
    const meddles = define('meddles', (_item, context) => {
      const definition = context.catalogue.definition('goal', 'register') as { enabled: boolean } | undefined
      if (definition !== undefined) definition.enabled = false
      expect(() => Object.assign(context.request.channel, { guid: 'x' })).toThrow(TypeError)
      return next()
    })
    expect(await run([meddles], { goalId: 'Register' })).toMatchObject({ status: 'tracked' })
  })
})

describe('what a processor states', () => {
  test('are activities of every kind, in their order', async () => {
    const outcome = await state((context) => {
      context.addPageView({ pageId: '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}' })
      context.addPageView({ pageId: 'home', url: '/', title: 'Home', referrer: '/r', data: { a: 1 } })
      context.addGoal(' register ', { value: 'v' })
      context.addEvent('Download', { url: '/u', referrer: '/r' })
      context.addCampaign('Spring')
      context.addOutcome('Opportunity', { monetaryValue: '1337', currency: 'usd' })
      context.addActivity('custom_loan', { data: { a: [1, null] } })
    })
    expect(outcome).toMatchObject({
      activities: [
        { kind: 'pageView', data: { pageId: '110d559f-dea5-42ea-9c1c-8a5df7e70ef9' } },
        { kind: 'pageView', url: '/', value: 'Home', referrer: '/r', data: { a: 1, pageId: 'home' } },
        { kind: 'goal', type: 'Register', value: 'v' },
        { kind: 'event', url: '/u', referrer: '/r' },
        { kind: 'campaign', type: 'Spring' },
        { kind: 'outcome', monetaryValue: '1337.0000', currency: 'USD' },
        { kind: 'custom', type: 'custom_loan', data: { a: [1, null] } },
      ],
    })
  })

  test('of the contact comes with the first activity of the item', async () => {
    const outcome = await state((context) => {
      context.addEvent('Seen')
      context.setFields({ firstName: 'Ada', lastName: '' })
      context.setFields({ email: ' ada@example.com ' })
      context.identify(' crm ', ' 4711 ')
      context.addEvent('Download')
    })
    expect(outcome).toMatchObject({
      fields: { firstName: 'Ada', lastName: null, email: 'ada@example.com' },
      identity: { source: 'crm', identifier: '4711' },
    })
  })

  test.each<[string, (context: ProcessorContext) => void, string, RegExp]>([
    ['an unknown goal', (c) => c.addGoal('nope'), 'unknown_goal', /no goal 'nope'/],
    ['a goal without a name', (c) => c.addGoal(' '), 'invalid_intent', /gave no GUID or name/],
    ['a goal by number', (c) => c.addGoal(5 as never), 'invalid_intent', /as number; it must be a text/],
    [
      'a name of 201 characters',
      (c) => c.addGoal('x'.repeat(201)),
      'invalid_intent',
      /more than 200 characters/,
    ],
    [
      'a value of 251 characters',
      (c) => c.addGoal('Register', { value: 'x'.repeat(251) }),
      'invalid_intent',
      /the value with more than 250/,
    ],
    [
      'a url of 8,193 characters',
      (c) => c.addPageView({ url: 'x'.repeat(8193) }),
      'invalid_intent',
      /the url with more than 8192/,
    ],
    ['a NUL character', (c) => c.addEvent('Seen', { referrer: '\0' }), 'invalid_intent', /NUL character/],
    ['facts that are no object', (c) => c.addEvent('Seen', 'x' as never), 'invalid_intent', /no object/],
    [
      'data of more than 64 KiB',
      (c) => c.addEvent('Seen', { data: { a: 'ä'.repeat(32_768) } }),
      'invalid_intent',
      /64 KiB/,
    ],
    ['data that is a list', (c) => c.addEvent('Seen', { data: [1] as never }), 'invalid_intent', /no object/],
    [
      'data that turns in a circle',
      (c) => c.addEvent('Seen', { data: circle() }),
      'invalid_intent',
      /written as JSON/,
    ],
    [
      'data with a NUL character',
      (c) => c.addEvent('Seen', { data: { a: 'x\0' } }),
      'invalid_intent',
      /NUL character/,
    ],
    ['data of 33 levels', (c) => c.addEvent('Seen', { data: nest(33) }), 'invalid_intent', /too deep/],
    [
      'a function as data',
      (c) => c.addEvent('Seen', { data: (() => {}) as never }),
      'invalid_intent',
      /written as JSON/,
    ],
    [
      'an amount that is none',
      (c) => c.addOutcome('Opportunity', { monetaryValue: '1e3' }),
      'invalid_intent',
      /monetaryValue/,
    ],
    [
      'a currency that is none',
      (c) => c.addOutcome('Opportunity', { currency: 'EURO' }),
      'invalid_intent',
      /currency/,
    ],
    [
      'a field that contacts have not',
      (c) => c.setFields({ age: '5' } as never),
      'unknown_contact_field',
      /a field 'age'/,
    ],
    ['a field that is no text', (c) => c.setFields({ city: 5 } as never), 'invalid_intent', /must be a text/],
    [
      'a wrong e-mail address',
      (c) => c.setFields({ email: 'x' }),
      'invalid_contact_field',
      /not an e-mail address/,
    ],
    [
      'a birthday of tomorrow',
      (c) => c.setFields({ birthday: '2026-03-04' }),
      'invalid_contact_field',
      /date of the past/,
    ],
    ['an identity without a source', (c) => c.identify('', '1'), 'invalid_intent', /without the source/],
    [
      'an identifier of 251 characters',
      (c) => c.identify('crm', 'x'.repeat(251)),
      'invalid_intent',
      /the identifier with more than 250/,
    ],
    [
      'an e-mail address as identity',
      (c) => c.identify('Email', 'a@b.de'),
      'invalid_intent',
      /setFields\(\{ email \}\)/,
    ],
    [
      'a hundred and one things',
      (c) => {
        for (let n = 0; n < 101; n++) c.addEvent('Seen')
      },
      'invalid_intent',
      /more than 100/,
    ],
    [
      'something that throws when it is read',
      (c) =>
        c.addEvent('Seen', {
          get value(): string {
            throw new Error('secret')
          },
        }),
      'invalid_intent',
      /cannot be read/,
    ],
  ])('is refused with a sentence that names it: %s', async (_title, statement, code, message) => {
    const outcome = await state((context) => {
      statement(context)
      context.addEvent('Seen')
    })
    expect(outcome).toMatchObject({ status: 'failed', code, message: expect.stringMatching(message) })
    expect(JSON.stringify(outcome)).not.toContain('secret')
  })

  test('lone surrogates become U+FFFD', async () => {
    expect(await state((c) => c.addEvent('Seen', { value: 'a\ud800', data: { b: '\udc00' } }))).toMatchObject(
      {
        activities: [{ value: 'a\ufffd', data: { b: '\ufffd' } }],
      },
    )
  })
})

describe('what a processor sees', () => {
  test('is the request, its place in it, and the contact as it is stored', async () => {
    const seen: unknown[] = []
    const looks = define('looks', async (_item, context) => {
      seen.push(context.request, context.position, await context.loadContact())
      return tracked()
    })
    const pipeline = withPlugins([looks], {
      channel: 'shop',
      client: { userAgent: 'Test/1' },
      contact: { firstName: 'Ada' },
    })
    await pipeline.runAll('sitecore', [{ goalId: 'Register', skip: 1 }])
    expect(seen).toMatchObject([
      {
        api: 'sitecore',
        channel: { codeName: 'shop' },
        client: { userAgent: 'Test/1', address: null },
        receivedAt: Date.parse('2026-03-02T12:00:00Z'),
      },
      0,
      { firstName: 'Ada', email: null, known: false },
    ])
    expect(Object.keys((seen[0] as { channel: object }).channel).sort()).toEqual([
      'codeName',
      'guid',
      'language',
      'name',
    ])
  })

  test('are the definitions that the catalogue has, without their numbers', async () => {
    let found: unknown
    await run([
      define('looks', (_item, context) => {
        found = context.catalogue.definition('goal', 'REGISTER')
        return tracked()
      }),
    ])
    expect(found).toMatchObject({ kind: 'goal', name: 'Register', enabled: true })
    expect(found).not.toHaveProperty('id')
  })

  test('is an item that fits its schema only, with members under the names of the schema', async () => {
    const schema = Type.Object({
      loanId: Type.String(),
      more: Type.Optional(Type.Object({ Rate: Type.Number() })),
    })
    const loan = defineProcessor({
      name: 'loan',
      api: 'sitecore',
      schema,
      process({ loanId, more }, context) {
        context.addEvent('Seen', { value: `${loanId} ${more?.Rate}` })
        return tracked()
      },
    })
    expect(await run([loan], { LoanID: 'a', MORE: { rate: 3 } })).toMatchObject({
      activities: [{ value: 'a 3' }],
    })
    expect(await run([loan], { loanId: 5, goalId: 'Register' })).toMatchObject({ status: 'tracked' })
  })
})

describe('an item that no processor takes is refused', () => {
  const loan = define('loan', () => tracked(), {
    schema: Type.Object({ loanId: Type.String(), amount: Type.Optional(Type.Number({ minimum: 1 })) }),
  })
  const states = define('states', (item: { see?: true }, context) => {
    if (item.see) context.addEvent('Seen')
    return next()
  })

  test.each<[string, JsonValue, string]>([
    [
      'has no members that any knows',
      { foo: 1, __proto: 'x' },
      "none knows its fields 'foo', '__proto'. They know loanId, amount, outcomeId, goalId, campaignId, eventId, pageId.",
    ],
    ['misspells one', { text: 'a', goal: 'Register' }, "none knows 'goal'. Did you mean 'goalId'?"],
    ['has none', {}, 'it has no fields.'],
    ['has a blank id', { goalId: ' ' }, "'goalId' is empty, or its type is wrong."],
    ['lacks what a schema asks for', { amount: 'much' }, "'amount' is empty, or its type is wrong."],
    ['has it with a wrong type', { LoanID: 5 }, "'loan' would, but 'loanId' must be string."],
    ['has more of a wrong value', { loanId: 'a', amount: 0 }, "'loan' would, but 'amount' must be >= 1."],
    [
      'was only looked at by one that states something',
      { see: true },
      'what was stated of it counts only if one answers tracked().',
    ],
  ])('with a sentence that helps: it %s', async (_title, item, reason) => {
    expect(await run([loan, states], item)).toEqual({
      status: 'failed',
      code: 'unknown_item',
      message: `No processor takes this item: ${reason}`,
    })
  })
})

describe('a chain', () => {
  const sees = (name: string, more: object = {}) => define(name, () => dropped(name), more)
  const whoTakes = async (pipeline: ReturnType<typeof withPlugins>, item: JsonValue) => {
    const outcome = await pipeline.run('sitecore', item)
    return outcome.status === 'dropped' ? outcome.reason : outcome.status
  }

  test('has a processor only on the channels that it names', async () => {
    const plugins = [sees('p', { channels: ['Shop'] })]
    expect(await whoTakes(withPlugins(plugins, { channel: 'shop' }), { goalId: 'Register' })).toBe('p')
    expect(await whoTakes(withPlugins(plugins, { channel: 'app' }), { goalId: 'Register' })).toBe('tracked')
  })

  test('has the replacer in place of a built-in processor, but where it works for other channels', async () => {
    const plugins = [sees('p', { replaces: 'goal', channels: ['shop'] })]
    expect(await whoTakes(withPlugins(plugins, { channel: 'shop' }), { goalId: 'Register' })).toBe('p')
    expect(await whoTakes(withPlugins(plugins, { channel: 'app' }), { goalId: 'Register' })).toBe('tracked')
    expect(
      await whoTakes(withPlugins([define('p', () => next(), { replaces: 'goal' })]), { goalId: 'Register' }),
    ).toBe('failed')
  })

  test('lacks what the setting leaves out, of built-in processors and of plug-ins', async () => {
    const removedProcessors = 'sitecore/p;xperience/goal; sitecore/event'
    const pipeline = withPlugins([sees('p', { replaces: 'goal' })], { removedProcessors })
    expect(await whoTakes(pipeline, { goalId: 'Register' })).toBe('tracked')
    expect(await whoTakes(pipeline, { eventId: 'Download' })).toBe('failed')
  })

  test('of the Xperience API gets items as that API has checked them', async () => {
    const cart = defineProcessor({
      name: 'cart',
      api: 'xperience',
      schema: Type.Object({ type: Type.Literal('cart'), lines: Type.Number() }),
      process(item, context) {
        context.addActivity('custom_loan', { value: String(item.lines) })
        return tracked()
      },
    })
    const pipeline = withPlugins([cart])
    expect(await pipeline.run('xperience', { Type: 'cart', lines: 2 })).toMatchObject({
      activities: [{ value: '2' }],
    })
    expect(await pipeline.run('xperience', { lines: 2 })).toMatchObject({ code: 'missing_type' })
    expect(await pipeline.run('xperience', { type: 'custom_loan' })).toMatchObject({ status: 'tracked' })
  })
})

describe('defineDefinitionProcessor', () => {
  const download = defineDefinitionProcessor({
    name: 'd',
    api: 'sitecore',
    kind: 'event',
    idField: 'downloadId',
  })

  test('tracks the definition that a member names, in any case, with the other members as data', async () => {
    expect(await run([download], { DownloadID: ' download ', size: 5 })).toMatchObject({
      activities: [{ kind: 'event', type: 'Download', data: { size: 5 } }],
    })
  })

  test.each([
    ['a blank member is none', { downloadId: ' ' }, 'unknown_item'],
    ['a number is no id', { downloadId: 5 }, 'invalid_download_id'],
    ['an unknown name is refused', { downloadId: 'nope' }, 'unknown_event'],
  ])('%s', async (_title, item, code) => {
    expect(await run([download], item)).toMatchObject({ status: 'failed', code })
  })

  test('leaves alone what isValid turns away', async () => {
    const strict = defineDefinitionProcessor({
      name: 'd',
      api: 'sitecore',
      kind: 'activityType',
      idField: 'downloadId',
      isValid: ({ size }) => typeof size === 'number',
    })
    expect(await run([strict], { downloadId: 'custom_loan' })).toMatchObject({ code: 'unknown_item' })
    expect(await run([strict], { downloadId: 'custom_loan', size: 1 })).toMatchObject({
      activities: [{ kind: 'custom' }],
    })
  })
})

test.each<[object, RegExp]>([
  [{ api: 'sitecore', process: () => next() }, /^A processor needs a name .*it is undefined/],
  [{ name: 'a/b', api: 'sitecore', process: () => next() }, /needs a name .*"a\/b"/],
  [
    { name: 'p', api: 'cdp', process: () => next() },
    /^The processor 'p' needs an api: sitecore or xperience/,
  ],
  [{ name: 'p', api: 'sitecore' }, /^The processor 'p' needs a function "process"/],
  [{ name: 'p', api: 'sitecore', before: 5, process: () => next() }, /needs a name as its "before"/],
  [{ name: 'p', api: 'sitecore', channels: 'shop', process: () => next() }, /needs a list of code names/],
])('a definition that is wrong throws a sentence for its author: %j', (definition, message) => {
  expect(() => defineProcessor(definition as Parameters<typeof defineProcessor>[0])).toThrow(message)
})

/** Throws whatever is asked of it, `then` too. */
const hostile = new Proxy(
  {},
  {
    get() {
      throw new Error('secret')
    },
    has() {
      throw new Error('secret')
    },
  },
)

function circle(): { [key: string]: never } {
  const object: Record<string, unknown> = {}
  object.self = object
  return object as never
}

function nest(depth: number): { [key: string]: JsonValue } {
  return depth === 1 ? {} : { a: nest(depth - 1) }
}
