import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { askAs } from '../../../test/support/asking.ts'
import {
  appChannel,
  openReadingInstallation,
  type ReadingInstallation,
} from '../../../test/support/reading.ts'
import { newId } from '../../domain/ids.ts'
import { insertJob } from './jobs.queries.ts'
import { pageSetUp } from './set-up-pages.ts'

let waymark: ReadingInstallation
beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision({
    languages: [{ code: 'en', name: 'English' }],
    consents: ['one', 'Two', 'two 2'].map((name) => ({ name, displayName: 'The same' })),
    channels: [
      {
        id: appChannel,
        apiKeys: ['b', 'A'].map((name) => ({ name, access: 'tracking', secret: `the secret key ${name}` })),
      },
    ],
  })
  for (const second of [0, 0, 1]) {
    await insertJob(waymark.queries, {
      id: newId(),
      kind: 'replay',
      parameters: {},
      total: 0,
      created_at: new Date(Date.UTC(2026, 0, 1, 0, 0, second)),
      created_by: 'token',
    })
  }
})
afterAll(() => waymark.close())

async function ask(path: string) {
  return (await askAs(waymark.app, 'admin-token')('GET', path)).body
}

test.each(['channels', 'api-keys', 'definitions', 'consents', 'jobs'])(
  'What is set up, or under way, is a list as all others are: %s',
  async (list) => {
    const whole = await ask(`/${list}?limit=500&count=true`)
    const ids: string[] = whole.items.map(({ id }: { id: string }) => id)
    expect(ids.length).toBeGreaterThan(1)
    const total = { total: ids.length, totalIsEstimate: false }
    expect(whole).toMatchObject({ nextCursor: null, prevCursor: null, ...total })

    let page = await ask(`/${list}?limit=1`)
    expect(page.total).toBeUndefined()
    const walked = [page.items[0].id]
    while (page.nextCursor !== null) {
      page = await ask(`/${list}?limit=1&cursor=${page.nextCursor}`)
      walked.push(page.items[0].id)
    }
    expect(walked).toEqual(ids)
    const back = await ask(`/${list}?limit=500&cursor=${page.prevCursor}`)
    expect(back.items.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, -1))

    const { nextCursor } = await ask('/definitions?kind=activityType&limit=1')
    for (const [refused, code] of [
      ['limit=0', 'invalid_parameter'],
      ['limit=501', 'invalid_parameter'],
      ['cursor=x', 'invalid_cursor'],
      [`cursor=${nextCursor}`, 'invalid_cursor'],
    ])
      expect(await ask(`/${list}?${refused}`)).toMatchObject({ status: 400, code })
  },
)

test('Whatever things are called, each is on one page, also where some come and go between two pages', () => {
  const words = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom('e', 'E', 'é', 'e\u0301', ''),
  )
  const things = fc.uniqueArray(fc.record({ id: fc.uuid(), name: words }), {
    selector: ({ id }) => id,
    maxLength: 12,
  })
  const list = {
    name: 'things',
    filters: null,
    keyOf: (thing: { id: string; name: string }) => [thing.name, thing.id],
  }
  fc.assert(
    fc.property(things, things, fc.integer({ min: 1, max: 5 }), (staying, passing, limit) => {
      const found: string[] = []
      let cursor: string | null = null
      for (let isFirst = true; isFirst || cursor !== null; isFirst = false) {
        const there = found.length % 2 === 0 ? [...staying, ...passing] : staying
        const page: ReturnType<typeof pageSetUp<(typeof staying)[number]>> = pageSetUp(
          there,
          { limit, cursor, count: false },
          list,
        )
        found.push(...page.items.map(({ id }) => id))
        cursor = page.nextCursor
      }
      const stayed = found.filter((id) => staying.some((thing) => thing.id === id))
      expect(stayed.toSorted()).toEqual(staying.map(({ id }) => id).toSorted())
    }),
  )
})
