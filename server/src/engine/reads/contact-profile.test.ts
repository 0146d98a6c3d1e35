import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, noon, track } from '../../../test/support/commands.ts'
import { createTestDatabase } from '../../../test/support/database.ts'
import { silentLogger } from '../../../test/support/pipeline.ts'
import { newId } from '../../domain/ids.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { openEngine } from '../engine.ts'
import { readContactProfile } from './contact-profile.ts'

let db: Queries
let close: () => Promise<void>
const ada = newId(noon)
const adasPhone = newId(noon)
const onXperience = newId(noon)

beforeAll(async () => {
  const database = await createTestDatabase()
  const { connection } = database
  db = openQueries(connection)
  const engine = await openEngine({ connection, logger: silentLogger, dayOf: () => '2026-03-02', lanes: 1 })
  close = async () => {
    await engine.close()
    await db.destroy()
    await database.drop()
  }
  const fields = { email: 'Ada@example.com', firstName: 'Ada', birthday: '1815-12-10' }
  await engine.accept({ type: 'createContact', api: 'xperience', contactId: onXperience, at: noon })
  await engine.accept(track(ada, [draft({ fields })]))
  await engine.accept(track(adasPhone, [draft({ fields: { email: 'ada@example.com' } })]))
})
afterAll(() => close())

test('a contact is read with its fields and identifiers, by an id that was merged into it too', async () => {
  const profile = await readContactProfile(db, ada, 'sitecore')
  expect(profile).toEqual({
    id: ada,
    known: true,
    identifiers: [{ source: 'email', identifier: 'ada@example.com' }],
    email: 'ada@example.com',
    firstName: 'Ada',
    birthday: '1815-12-10',
    ...Object.fromEntries(
      ['middleName', 'lastName', 'mobilePhone', 'businessPhone', 'companyName', 'jobTitle']
        .concat(['address1', 'city', 'zip', 'country', 'state', 'notes'])
        .map((name) => [name, null]),
    ),
  })
  expect(await readContactProfile(db, adasPhone, 'sitecore')).toEqual(profile)
})

test('who does not exist is nobody', async () => {
  expect(await readContactProfile(db, newId(noon), 'xperience')).toBeNull()
})

test('the Sitecore API names no contact that the Xperience API made', async () => {
  expect(await readContactProfile(db, onXperience, 'sitecore')).toBeNull()
  expect(await readContactProfile(db, onXperience, 'xperience')).toMatchObject({ known: false })
})
