import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { dumpCatalogue } from '../../../test/support/dump-catalogue.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { changeCatalogue } from '../change-catalogue.ts'
import { hashSecret } from '../secrets.ts'
import { provision } from './provision.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { readDocument } from './read-document.ts'

let database: TestDatabase
let db: Queries

beforeAll(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

async function apply(document: unknown): Promise<void> {
  const read = readDocument(Buffer.from(JSON.stringify(document)))
  await changeCatalogue(db, async (transaction) => {
    const tally = await provision(transaction, read, new Date())
    return { changed: !tally.isEmpty, result: undefined }
  })
}

// Few names, ids and secrets, so that documents meet again what earlier ones made, and each other.
const names = ['Alpha', 'Beta', 'Gamma', 'Delta'] as const
const inAnyCase = (text: string) => fc.constantFrom(text, text.toUpperCase())
const optional = { requiredKeys: [] }

/** Some of the things that have a name each, at most one of a name. */
function some<Thing>(describe: (name: string) => fc.Arbitrary<Thing>): fc.Arbitrary<Thing[]> {
  return fc
    .subarray([...names], { maxLength: 3 })
    .chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }))
    .chain((chosen) => fc.tuple(...chosen.map(describe)))
}

/** Documents in which nothing contradicts another part, nor any earlier document of the kind. */
const sound = fc.record(
  {
    languages: fc.constantFrom(
      [{ code: 'en' }],
      [
        { code: 'es', fallback: 'EN' },
        { code: 'en', name: 'English', default: true },
      ],
      [
        { code: 'EN' },
        { code: 'de-AT', fallback: 'es', name: 'Deutsch' },
        { code: 'es', default: true, fallback: null },
      ],
    ),
    consents: some((name) =>
      fc.record(
        {
          id: fc.constant(idOf(`consent ${name}`)),
          name: inAnyCase(name),
          displayName: fc.constantFrom(...names),
          texts: fc.constantFrom(
            {},
            { en: { shortText: 'a' } },
            { EN: { shortText: 'b', fullText: '<p>c' } },
          ),
        },
        { requiredKeys: ['name'] },
      ),
    ),
    channels: some((name) =>
      fc.record(
        {
          id: fc.constant(idOf(`channel ${name}`)),
          name: fc.constantFrom(...names),
          codeName: inAnyCase(name),
          language: fc.constantFrom(null, 'en', 'EN'),
          allowProvisional: fc.boolean(),
          removedProcessors: fc.constantFrom('', 'sitecore/event;xperience/click'),
          apiKeys: some((key) => describeKey(name, key)),
        },
        { requiredKeys: ['codeName'] },
      ),
    ),
    tokens: some((name) =>
      fc.record({
        name: inAnyCase(name),
        secret: fc.constantFrom(`${name}-1`, `${name}-2`),
        role: fc.constantFrom('admin', 'viewer'),
      }),
    ),
    goals: someDefinitions('goal', { points: fc.integer({ min: -9, max: 9 }) }),
    events: someDefinitions('event', { description: fc.constantFrom('', 'x') }),
    outcomes: someDefinitions('outcome', { era: fc.constantFrom(null, 'Customer') }),
    campaigns: someDefinitions('campaign', { channel: fc.constantFrom(null, 'email') }),
    activityTypes: someDefinitions('activityType', { enabled: fc.boolean() }),
    contactFields: some((name) =>
      fc.record({ name: inAnyCase(name), label: fc.constantFrom(...names) }, { requiredKeys: ['name'] }),
    ),
    contactGroups: some((name) =>
      fc.record(
        {
          name: inAnyCase(name),
          condition: fc.dictionary(fc.constantFrom(...names), fc.jsonValue({ maxDepth: 2 })),
        },
        { requiredKeys: ['name'] },
      ),
    ),
    settings: fc.record(
      {
        'visit.timeoutMinutes': fc.constantFrom(20, 0.5, 30),
        'reports.timeZone': fc.constantFrom('UTC', 'Asia/Tokyo'),
        'headless.enabled': fc.boolean(),
      },
      optional,
    ),
  },
  { requiredKeys: ['languages'] },
)

function someDefinitions(kind: string, own: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown[]> {
  return some((name) =>
    fc.record(
      {
        id: fc.constant(idOf(`${kind} ${name}`)),
        name: inAnyCase(name),
        displayName: fc.constantFrom(...names),
        ...own,
      },
      { requiredKeys: ['name'] },
    ),
  )
}

function describeKey(channel: string, key: string): fc.Arbitrary<unknown> {
  const [one, other] = [`${channel} ${key} 1`, `${channel} ${key} 2`]
  const more = { name: inAnyCase(key), enabled: fc.boolean() }
  return key === 'Alpha' || key === 'Beta'
    ? fc.record({ ...more, access: fc.constant('sitecore'), secret: fc.constantFrom(idOf(one), idOf(other)) })
    : fc.record({
        ...more,
        access: fc.constant('tracking'),
        secret: fc.constantFrom(hashSecret(one), hashSecret(other)),
      })
}

/** The same GUID for the same text. */
function idOf(text: string): string {
  return `{${hashSecret(text).slice(0, 32).toUpperCase()}}`
}

/** A document of which one part has another's place: it may fit or not. */
const wild = fc
  .tuple(sound, fc.constantFrom(...names), fc.constantFrom(...names))
  .map(([document, one, other]) => {
    const text = JSON.stringify(document)
    return JSON.parse(
      text.replaceAll(one, other).replace(idOf(`goal ${one}`), idOf(`event ${other}`)),
    ) as unknown
  })

test('a document is applied, and a second time changes nothing, or it is refused and changes nothing', async () => {
  let applied = 0
  const documents = fc.oneof({ weight: 2, arbitrary: sound }, { weight: 1, arbitrary: wild })
  await fc.assert(
    fc.asyncProperty(documents, async (document) => {
      const before = await dumpCatalogue(db)
      const refusal = await apply(document).then(
        () => null,
        (error: unknown) => error,
      )
      const after = await dumpCatalogue(db)
      if (refusal === null) {
        applied++
        await apply(document)
        expect(await dumpCatalogue(db)).toEqual(after)
      } else {
        expect(refusal).toBeInstanceOf(ProvisioningError)
        expect(after).toEqual(before)
      }
    }),
    { numRuns: 60 },
  )
  expect(applied).toBeGreaterThan(0)
}, 60_000)
