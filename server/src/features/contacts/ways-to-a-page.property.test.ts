import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { crowdSetUp, live, person } from '../../../test/support/crowd.ts'
import { openReadingInstallation, type ReadingInstallation } from '../../../test/support/reading.ts'
import type { Position } from '../shared/cursors.ts'
import { type ContactPlace, findSort, sortNames } from './contact-sorts.ts'
import { contactParameters } from './contacts.parameters.ts'
import type { ContactListItem } from './contacts.schemas.ts'
import { findFilter } from './find-filter.ts'
import { countContacts, type Looks, readPlaces } from './list-contacts.queries.ts'
import { searchContacts } from './search-contacts.queries.ts'

/** Of a crowd that any stretch holds whole, and any search can list, only other limits show what the other ways find. */
const CROWD = 40

let waymark: ReadingInstallation
let firstDigits: string
beforeAll(async () => {
  waymark = await openReadingInstallation()
  await waymark.provision(crowdSetUp)
  for (const [index, one] of fc.sample(person, CROWD).entries()) await live(waymark, one, index)
  waymark.setNow('2026-02-01T00:00:00Z')
  firstDigits = (await waymark.read('/api/v1/contacts?limit=1')).items[0].id.slice(0, 8)
}, 60_000)
afterAll(() => waymark.close())

const looks = fc.record<Looks>({
  first: fc.integer({ min: 1, max: 30 }),
  perMatch: fc.integer({ min: 1, max: 3 }),
  many: fc.constantFrom(0, 1_000),
  longest: fc.integer({ min: 1, max: 60 }),
})

const texts = fc
  .shuffledSubarray(
    [
      'example',
      'PERSON',
      'person1',
      'pe',
      'bjorn',
      'BJÖRN',
      'Wagn',
      'zoe',
      'mu',
      'anna',
      'a',
      'maria',
      'a mull',
    ],
    { minLength: 1, maxLength: 3 },
  )
  .map((words) => words.join(' '))

/** Every word, short ones at the beginning of a word, or the whole as it stands there. */
function has({ firstName, lastName, email }: ContactListItem, text: string): boolean {
  if (email === null) return false
  const named = ` ${firstName} ${lastName} ${email}`
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
  const asked = text
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
  const hasWord = (word: string) => named.includes(word.length < 3 ? ` ${word}` : word)
  return asked.split(' ').every(hasWord) || (asked.includes(' ') && named.includes(asked))
}

test('whichever way a search takes, it finds who has every word in names, address or id, in the order of the list', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom('id', 'nobody', '1@exam'), texts),
      fc.constantFrom(
        '',
        '&country=DE',
        '&classification=human,unknown',
        '&field=jobTitle:set',
        '&consent=news',
        '&known=false',
      ),
      fc.constantFrom(...sortNames),
      fc.integer({ min: 1, max: 20 }),
      fc.constantFrom(0, 3, 1_000),
      looks,
      async (word, more, sort, limit, mostIds, chosen) => {
        const all = await waymark.read(`/api/v1/contacts?sort=${sort}&limit=500${more}`)
        const text = word === 'id' ? firstDigits : word
        const expected = all.items.filter(
          (item: ContactListItem) => item.id.startsWith(text) || has(item, text),
        )

        const asked = contactParameters.read(Object.fromEntries(new URLSearchParams(`sort=${sort}${more}`)))
        const search = await searchContacts(waymark.queries, text, mostIds)
        const filter = { ...(await findFilter(waymark.queries, waymark.catalogue.snapshot, asked)), search }
        const order = sort.startsWith('-') ? 'descending' : 'ascending'
        const found = await walk((position) =>
          readPlaces(waymark.queries, filter, findSort(sort), { limit, order, position }, chosen),
        )
        expect(found).toEqual(expected.map(({ id }: ContactListItem) => id))
        expect((await countContacts(waymark.queries, filter)).total).toBe(expected.length)

        /** Page for page; each but the last is told that more follow by one place more than its limit. */
        async function walk(
          read: (position: Position<ContactPlace> | null) => Promise<ContactPlace[]>,
        ): Promise<string[]> {
          const ids: string[] = []
          let position: Position<ContactPlace> | null = null
          for (;;) {
            const places: ContactPlace[] = await read(position)
            const page = places.slice(0, limit)
            ids.push(...page.map(([, id]) => id))
            const last = page.at(-1)
            if (places.length <= limit || last === undefined) return ids
            position = { key: last, direction: 'next' }
          }
        }
      },
    ),
    { numRuns: 60 },
  )
}, 60_000)
