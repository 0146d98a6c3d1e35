import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { noon } from '../../../test/support/commands.ts'
import {
  authorised,
  channelA,
  channelB,
  createXperienceApp,
  createXperienceCatalogue,
  keyB,
  knownContact,
  RememberingEngine,
} from '../../../test/support/xperience.ts'
import type { Command } from '../../domain/command.ts'

async function post(
  payload: unknown,
  more: { engine?: RememberingEngine; headers?: Record<string, string> } = {},
) {
  const { engine = new RememberingEngine(), headers = {} } = more
  const reply = await createXperienceApp({ engine }).inject({
    method: 'POST',
    url: '/Kentico.Tracking/activities',
    headers: { ...authorised, 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  })
  return { reply, status: reply.statusCode, engine, drafts: engine.drafts }
}

/** The text of a body with these activities, given as JSON values or as the text of one. */
const bodyOf = (...activities: unknown[]) => {
  const list = activities.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join()
  return `{"channel":"${channelA.guid}","contact":"${knownContact}","activities":[${list}]}`
}

async function postActivities(...activities: unknown[]) {
  const { reply, drafts } = await post(bodyOf(...activities))
  expect(reply.statusCode).toBe(207)
  const results: { status: number; error?: string }[] = reply.json().results
  return { results, statuses: results.map(({ status }) => status), drafts }
}

const page = { type: 'pagevisit', url: 'https://example.com/mypage' }

describe('the body', () => {
  test.each([
    '[]',
    '"text"',
    '1',
    'null',
    '{}',
    `{"channel":"${channelA.guid}","contact":"${knownContact}"}`,
    `{"channel":"${channelA.guid}","contact":"${knownContact}","activities":{}}`,
    `{"channel":"${channelA.guid}","contact":"${knownContact}","activities":null}`,
    `{"channel":"${channelA.guid}","contact":"x","activities":[]}`,
    `{"channel":"${channelA.guid}","contact":1,"activities":[]}`,
    `{"channel":null,"contact":"${knownContact}","activities":[]}`,
    `{"channel":{"toString":1},"contact":"${knownContact}","activities":[]}`,
    '',
    '{',
    `${bodyOf()}x`,
    `[${bodyOf()}]`,
    `{"note":"\\u0000",${bodyOf().slice(1)}`,
    `{"__proto__":${bodyOf()}}`,
  ])('%s is refused as a whole with 400', async (payload) => {
    const { status, engine } = await post(payload)
    expect([status, engine.commands]).toEqual([400, []])
  })

  test('may be written in any case, with GUIDs in any notation, and with members that nobody knows', async () => {
    const { reply, engine } = await post({
      CHANNEL: `{${channelA.guid.toUpperCase()}}`,
      Contact: knownContact.toUpperCase(),
      Activities: [{ TYPE: 'PageVisit', URL: page.url }],
      more: { anything: [1] },
    })
    expect(reply.body).toBe('{"results":[{"status":202}]}')
    expect(engine.tracks[0]?.contactId).toBe(knownContact)
  })

  test('is JSON whatever the parameters of its type, but in UTF-8', async () => {
    const send = async (type: string) =>
      (await post(bodyOf(page), { headers: { 'content-type': type } })).status
    expect(await send('application/json; charset=utf-8')).toBe(207)
    expect(await send('application/json; charset=iso-8859-1')).toBe(415)
    expect(await send('text/plain')).toBe(415)
    expect(await send('garbage')).toBe(415)
    expect((await post(bodyOf(page), { headers: { 'content-encoding': 'gzip' } })).status).toBe(415)
  })

  test('holds at most 50,000 activities', async () => {
    const { status, reply, engine } = await post(bodyOf(...Array(50_001).fill('0')))
    expect([status, reply.json().code, engine.commands]).toEqual([413, 'too_many_activities', []])
  })

  test('of another channel than the key’s is 403, nothing is stored', async () => {
    const { status, engine } = await post(bodyOf(page), { headers: { authorization: `Bearer ${keyB}` } })
    expect([status, engine.commands]).toEqual([403, []])
    const other = await post(bodyOf(page).replace(channelA.guid, channelB.guid))
    expect([other.status, other.engine.commands]).toEqual([403, []])
  })

  test('of an unknown contact is 404, also when none of its activities is any good', async () => {
    for (const activities of [[], [{}], [page]]) {
      const { status, reply } = await post(bodyOf(...activities).replace(knownContact, channelA.guid))
      expect([status, reply.json().code]).toEqual([404, 'contact_not_found'])
    }
  })

  test('never ends in a 5xx', async () => {
    const app = createXperienceApp()
    const member = fc.constantFrom(
      'type',
      'Value',
      'url',
      'referrer',
      'contactFields',
      'ContactEmail',
      '__proto__',
      'x',
    )
    const value = fc.oneof(
      fc.constantFrom(
        'pagevisit',
        'click',
        'datainput',
        'custom_loan_calculator',
        '',
        '\0',
        '\ud800',
        1e300,
        -0,
      ),
      fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }),
      fc.dictionary(member, fc.string()),
    )
    const body = fc.record({
      channel: fc.oneof(fc.constant(channelA.guid), value),
      contact: fc.oneof(fc.constant(knownContact), value),
      activities: fc.oneof(fc.array(fc.oneof(fc.dictionary(member, value), value)), value),
    })
    await fc.assert(
      fc.asyncProperty(body, async (payload) => {
        const reply = await app.inject({
          method: 'POST',
          url: '/Kentico.Tracking/activities',
          headers: { ...authorised, 'content-type': 'application/json' },
          payload: JSON.stringify(payload),
        })
        expect(reply.statusCode).toBeLessThan(500)
        if (reply.statusCode === 207) {
          expect(reply.json().results).toHaveLength((payload.activities as unknown[]).length)
        }
      }),
    )
  })
})

describe('the reply', () => {
  test('is 207 with one result for each activity, in order, and nothing more', async () => {
    const { reply } = await post(bodyOf(page, { type: 'click' }, page))
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(reply.body).toBe(
      '{"results":[{"status":202},{"status":400,"error":"A click needs a value that says what was clicked."},{"status":202}]}',
    )
  })

  test('to no activities is 207 with no results', async () => {
    const { reply, engine } = await post(bodyOf())
    expect(reply.body).toBe('{"results":[]}')
    expect(engine.commands).toHaveLength(1)
  })

  test('says 400 of what the database does not take', async () => {
    const engine = new RememberingEngine()
    engine.accept = async () => ({ status: 'refused', code: 'not_storable', message: 'Not that.' })
    const { reply } = await post(bodyOf(page, {}), { engine })
    expect(reply.json().results).toEqual([
      { status: 400, error: 'Not that.' },
      { status: 400, error: expect.any(String) },
    ])
  })
})

describe('an activity', () => {
  test.each([
    [1],
    ['"text"'],
    [null],
    [[]],
    [{}],
    [{ type: 1 }],
    [{ type: '' }],
    [{ type: ' ' }],
    [{ type: null }],
    [{ type: 'x'.repeat(251) }],
    [{ ...page, url: undefined }],
    [{ ...page, url: '' }],
    [{ ...page, url: null }],
    [{ ...page, url: 5 }],
    [{ ...page, value: {} }],
    [{ ...page, referrer: true }],
    [{ ...page, url: 'x'.repeat(8_193) }],
    [{ ...page, referrer: 'x'.repeat(8_193) }],
    [{ ...page, value: 'x'.repeat(251) }],
    [{ type: 'click' }],
    [{ type: 'click', value: '  ' }],
    [{ type: 'click', value: 5 }],
    [{ type: 'datainput' }],
    [{ type: 'datainput', value: null }],
    [{ type: 'datainput', value: 'form', contactFields: [] }],
    [{ type: 'datainput', value: 'form', contactFields: { contactFirstName: 1 } }],
    [{ type: 'datainput', value: 'form', contactFields: { contactShoeSize: '44' } }],
    [{ type: 'unknown' }],
    [{ type: 'custom_off' }],
    [{ type: 'landingpage' }],
    [{ type: 'bizformsubmit' }],
    [{ type: 'emailclick' }],
    [{ type: 'memberregistration' }],
    [{ ...page, more: 'x'.repeat(64 * 1024) }],
    ['{"type":"pagevisit","url":"https://example.com/","value":"\\u0000"}'],
    ['{"type":"pagevisit","url":"https://example.com/","a\\u0000":1}'],
    ['{"type":"pagevisit","url":"https://example.com/","n":1e999}'],
  ])('such as %j is refused alone: its neighbours are stored', async (activity) => {
    const { statuses, results, drafts } = await postActivities(page, activity as never, page)
    expect(statuses).toEqual([202, 400, 202])
    expect(results[1]?.error).toMatch(/^[A-Z'].*\.( .*\.)?$/)
    expect(drafts.map(({ item }) => item)).toEqual([0, 2])
  })

  test('with a NUL character is refused with the place of it', async () => {
    const { results } = await postActivities(page, '{"type":"click","value":"a\\u0000b"}')
    expect(results[1]?.error).toBe(
      "'activities[1].value' holds a NUL character (U+0000), which cannot be stored.",
    )
  })

  test('of each type becomes a draft of its kind', async () => {
    const { statuses, drafts } = await postActivities(
      { ...page, value: 'My page', referrer: 'https://example.com/' },
      { type: 'CLICK', value: 'MyClickableElement', url: page.url },
      { type: 'DataInput', value: 'Form', contactFields: { contactFirstName: 'Luke', ContactLastName: '' } },
      { type: 'Custom_Loan_Calculator', value: '5000' },
      { type: 'custom_loan_calculator', value: null, url: null, referrer: '' },
    )
    expect(statuses).toEqual([202, 202, 202, 202, 202])
    const nothing = { value: null, url: null, referrer: null, data: null, fields: null, points: 0 }
    expect(drafts).toMatchObject([
      {
        ...nothing,
        kind: 'pageView',
        definitionId: 1,
        value: 'My page',
        url: page.url,
        referrer: 'https://example.com/',
      },
      { ...nothing, kind: 'click', definitionId: 2, value: 'MyClickableElement', url: page.url },
      {
        ...nothing,
        kind: 'dataInput',
        definitionId: 3,
        value: 'Form',
        fields: { firstName: 'Luke', lastName: null },
      },
      { ...nothing, kind: 'custom', definitionId: 4, value: '5000' },
      { ...nothing, kind: 'custom', definitionId: 4 },
    ])
  })

  test('keeps its other members as data, whatever they are called', async () => {
    const { drafts } = await postActivities(
      '{"Type":"click","VALUE":"x","timestamp":"yesterday","messageId":5,"Nested":{"a":["\\ud800"]},"__proto__":{"b":1}}',
      { type: 'click', value: 'x', contactFields: { ContactEmail: 'ignored' } },
    )
    expect(drafts.map(({ data }) => data)).toEqual([
      '{"timestamp":"yesterday","messageId":5,"Nested":{"a":["\ufffd"]},"__proto__":{"b":1}}',
      null,
    ])
  })

  test('may have texts and other members of the greatest size', async () => {
    const { statuses } = await postActivities(
      { ...page, url: 'u'.repeat(8_192), referrer: 'r'.repeat(8_192), value: 'v'.repeat(250) },
      { ...page, m: 'x'.repeat(64 * 1024 - '{"m":""}'.length) },
    )
    expect(statuses).toEqual([202, 202])
  })

  test('of a disabled built-in type is refused', async () => {
    const { definitions } = createXperienceCatalogue().snapshot
    const catalogue = createXperienceCatalogue({
      definitions: definitions.map((one) => (one.name === 'click' ? { ...one, enabled: false } : one)),
    })
    const reply = await createXperienceApp({ catalogue }).inject({
      method: 'POST',
      url: '/Kentico.Tracking/activities',
      headers: { ...authorised, 'content-type': 'application/json' },
      payload: bodyOf({ type: 'click', value: 'x' }, page),
    })
    expect(reply.json().results.map(({ status }: { status: number }) => status)).toEqual([400, 202])
  })

  test('of an unknown type waits for a person on a channel that allows it', async () => {
    const { status, drafts } = await post(
      bodyOf({ type: 'New_Type' }).replace(channelA.guid, channelB.guid),
      {
        headers: { authorization: `Bearer ${keyB}` },
      },
    )
    expect([status, drafts.map(({ definitionId }) => definitionId)]).toEqual([207, [99]])
  })
})

describe('what is sent to the engine', () => {
  test('is one command, stamped with the time of receipt, its drafts in order', async () => {
    const { engine } = await post(bodyOf(page, { type: 'click', value: 'x' }))
    const expected: Partial<Command> = {
      type: 'track',
      api: 'xperience',
      contactId: knownContact,
      channelId: channelA.id,
      at: noon,
      visitTimeoutMs: 20 * 60_000,
    }
    expect(engine.commands).toHaveLength(1)
    expect(engine.commands[0]).toMatchObject(expected)
    expect(engine.drafts.map(({ kind, occurredAt }) => [kind, occurredAt])).toEqual([
      ['pageView', noon],
      ['click', noon],
    ])
    const ids = engine.drafts.map(({ id }) => id)
    expect([...ids].sort()).toEqual(ids)
  })

  test('is cut into commands of at most 1,000 activities, in order', async () => {
    const activities = Array.from({ length: 2_500 }, (_, n) =>
      n % 2 === 0 ? { ...page, value: `${n}` } : { type: 'click' },
    )
    const { reply, engine } = await post(bodyOf(...activities))
    const statuses = reply.json().results.map(({ status }: { status: number }) => status)
    expect(statuses).toEqual(activities.map((_, n) => (n % 2 === 0 ? 202 : 400)))
    expect(engine.tracks.map(({ drafts }) => drafts.length)).toEqual([500, 500, 250])
    expect(engine.drafts.map(({ item }) => item)).toEqual(Array.from({ length: 1_250 }, (_, n) => n * 2))
    expect(engine.drafts.map(({ value }) => value)).toEqual(
      Array.from({ length: 1_250 }, (_, n) => `${n * 2}`),
    )
  })
})
