import type { CatalogueTransaction } from '../change-catalogue.ts'
import { type ConsentTexts, formatConsentTexts, hashConsentTexts, readConsentTexts } from './consent-texts.ts'
import { sanitiseHtml } from './sanitise-html.ts'

/** New texts by code of language, in lower case; a text that is left out stays as it is, or empty where there was
 * none. */
export type ConsentTextChanges = Readonly<
  Record<string, { readonly shortText?: string; readonly fullText?: string }>
>

/** The texts that result from changes, safe to show: HTML is sanitised on its way in. */
export async function applyTextChanges(
  texts: ConsentTexts,
  changes: ConsentTextChanges,
): Promise<ConsentTexts> {
  const next = { ...texts }
  for (const [code, { shortText, fullText }] of Object.entries(changes)) {
    const before = texts[code]
    next[code] = {
      shortText: shortText === undefined ? (before?.shortText ?? '') : await sanitiseHtml(shortText),
      fullText: fullText === undefined ? (before?.fullText ?? '') : await sanitiseHtml(fullText),
    }
  }
  return next
}

/**
 * Changes the texts of a consent. When anybody agreed to them as they were, they go to the archive under their hash
 * first, with all languages; agreements stay valid and keep naming the text that was in force
 * (docs/spec/xperience.md §2.6). Returns whether anything changed.
 *
 * An agreement is stored under a shared lock on the consent's row. Taking the row's lock before looking leaves none
 * unseen: it has committed, or it waits and gets the new hash.
 */
export async function changeConsentTexts(
  transaction: CatalogueTransaction,
  consentId: number,
  changes: ConsentTextChanges,
  at: Date,
): Promise<boolean> {
  const stored = await transaction
    .selectFrom('consents')
    .select(['texts', 'hash'])
    .where('id', '=', consentId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const before = readConsentTexts(stored.texts)
  const texts = await applyTextChanges(before, changes)
  const hash = hashConsentTexts(texts)
  if (hash === stored.hash) return false
  if (await isAgreedTo(transaction, consentId, stored.hash)) {
    await transaction
      .insertInto('consent_archive')
      .values({
        consent_id: consentId,
        hash: stored.hash,
        texts: formatConsentTexts(before),
        archived_at: at,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  await transaction
    .updateTable('consents')
    .set({ texts: formatConsentTexts(texts), hash, modified_at: at })
    .where('id', '=', consentId)
    .execute()
  return true
}

async function isAgreedTo(
  transaction: CatalogueTransaction,
  consentId: number,
  hash: string,
): Promise<boolean> {
  const agreement = await transaction
    .selectFrom('consent_agreements')
    .select('id')
    .where('consent_id', '=', consentId)
    .where('consent_hash', '=', hash)
    .limit(1)
    .executeTakeFirst()
  return agreement !== undefined
}
