import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../../../test/support/database.ts'
import { newId } from '../../domain/ids.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { type ConsentTextChanges, changeConsentTexts } from './change-consent-texts.ts'
import { formatConsentTexts, hashConsentTexts } from './consent-texts.ts'

const at = new Date('2026-03-04T05:06:07.008Z')
const first = { en: { shortText: 'One?', fullText: '<p>One.</p>' } }

let database: TestDatabase
let db: Queries
let consentId: number

beforeAll(async () => {
  database = await createTestDatabase()
  db = openQueries(database.connection)
})
beforeEach(async () => {
  const { id } = await db
    .insertInto('consents')
    .values({
      guid: crypto.randomUUID(),
      name: crypto.randomUUID(),
      display_name: '',
      texts: formatConsentTexts(first),
      hash: hashConsentTexts(first),
      modified_at: new Date(0),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  consentId = id
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
})

const change = (changes: ConsentTextChanges) =>
  db.transaction().execute((transaction) => changeConsentTexts(transaction, consentId, changes, at))

/** As the engine does it: the hash that is in force, under a shared lock. */
async function agree(agreed = true): Promise<void> {
  await sql`
    INSERT INTO consent_agreements (contact_id, id, consent_id, consent_hash, channel_id, agreed, at)
    SELECT gen_random_uuid(), ${newId()}::uuid, id, hash, 1, ${agreed}::boolean, now() FROM consents WHERE id = ${consentId} FOR SHARE
  `.execute(db)
}

const readConsent = () =>
  db.selectFrom('consents').selectAll().where('id', '=', consentId).executeTakeFirstOrThrow()
const readArchive = () =>
  db
    .selectFrom('consent_archive')
    .selectAll()
    .where('consent_id', '=', consentId)
    .orderBy('archived_at')
    .execute()

async function isAnyoneWaiting(): Promise<boolean> {
  const { rows } = await sql`
    SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
  `.execute(db)
  return rows.length > 0
}

describe('changing the text of a consent', () => {
  test('archives the former text of all languages under its hash when somebody agreed to it', async () => {
    await change({ de: { shortText: 'Eins?' } })
    const { hash } = await readConsent()
    await agree()
    expect(await change({ en: { shortText: 'Two?' } })).toBe(true)
    expect(await readArchive()).toEqual([
      {
        consent_id: consentId,
        hash,
        texts: { en: first.en, de: { shortText: 'Eins?', fullText: '' } },
        archived_at: at,
      },
    ])
    const consent = await readConsent()
    expect(consent.texts).toMatchObject({ en: { shortText: 'Two?', fullText: '<p>One.</p>' } })
    expect(consent.hash).not.toBe(hash)
    expect(consent.modified_at).toEqual(at)
  })

  test('archives nothing when nobody agreed since the last change', async () => {
    await agree()
    await change({ en: { shortText: 'Two?' } })
    await change({ en: { shortText: 'Three?' } })
    await change({ en: { shortText: 'Four?' } })
    expect(await readArchive()).toMatchObject([{ hash: hashConsentTexts(first) }])
  })

  test('keeps a revocation as evidence, like an agreement', async () => {
    await agree(false)
    await change({ en: { shortText: 'Two?' } })
    expect(await readArchive()).toHaveLength(1)
  })

  test('to what it is already changes nothing, not even the time of its last change', async () => {
    await agree()
    expect(await change({ en: { shortText: 'One?' } })).toBe(false)
    expect(await change({ en: { shortText: 'One?<script>x()</script>' } })).toBe(false)
    expect(await change({})).toBe(false)
    expect((await readConsent()).modified_at).toEqual(new Date(0))
    expect(await readArchive()).toEqual([])
  })

  test('back to an archived text and away again keeps one copy of it', async () => {
    await agree()
    await change({ en: { shortText: 'Two?' } })
    await agree()
    await change({ en: { shortText: 'One?' } })
    expect((await readConsent()).hash).toBe(hashConsentTexts(first))
    await agree()
    await change({ en: { shortText: 'Three?' } })
    expect(await readArchive()).toHaveLength(2)
  })

  test('waits for an agreement that is being stored, and archives what it was to', async () => {
    const locked = Promise.withResolvers<void>()
    const waiting = Promise.withResolvers<void>()
    const agreeing = db.transaction().execute(async (transaction) => {
      const { hash } = await transaction
        .selectFrom('consents')
        .select('hash')
        .where('id', '=', consentId)
        .forShare()
        .executeTakeFirstOrThrow()
      locked.resolve()
      await waiting.promise
      const agreement = { contact_id: newId(), id: newId(), consent_id: consentId, consent_hash: hash }
      await transaction
        .insertInto('consent_agreements')
        .values({ ...agreement, channel_id: 1, agreed: true, at })
        .execute()
    })
    await locked.promise
    const changing = change({ en: { shortText: 'Two?' } })
    await vi.waitUntil(isAnyoneWaiting, { timeout: 5_000, interval: 5 })
    waiting.resolve()
    await Promise.all([agreeing, changing])
    expect(await readArchive()).toMatchObject([{ hash: hashConsentTexts(first) }])
  })

  test('keeps of its HTML what a rich-text editor makes', async () => {
    const html =
      '<h2>T</h2><p>a <strong>b</strong> <em>c</em><br /><b>d</b><i>e</i><u>f</u><s>g</s> <span>h</span></p>' +
      '<ul><li>i</li></ul><ol><li>j</li></ol><blockquote>k</blockquote>' +
      '<a href="mailto:a@b.c" rel="noopener noreferrer">l</a>&amp; &lt;b&gt; ü 🚀'
    await change({ en: { fullText: html } })
    expect((await readConsent()).texts).toMatchObject({ en: { fullText: html } })
  })
})
