import { newId } from '../../domain/ids.ts'
import {
  applyTextChanges,
  type ConsentTextChanges,
  changeConsentTexts,
} from '../consents/change-consent-texts.ts'
import { formatConsentTexts, hashConsentTexts } from '../consents/consent-texts.ts'
import { foldCase } from '../names.ts'
import { joinPath } from '../schema-problem.ts'
import type { Item } from './document.schemas.ts'
import { matchItems } from './match-items.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { type Changes, findChanges, freeNames, isEmpty, type ProvisioningRun } from './provisioning-run.ts'

type ConsentItem = Item<'consents'>
interface ConsentRow {
  readonly id: number
  readonly guid: string
  readonly name: string
  readonly display_name: string
}

/** Comes after the languages, which its texts name. */
export async function provisionConsents(run: ProvisioningRun, items: readonly ConsentItem[]): Promise<void> {
  if (items.length === 0) return
  const { transaction } = run
  const rows = await transaction
    .selectFrom('consents')
    .select(['id', 'guid', 'name', 'display_name'])
    .execute()
  const languages = await transaction.selectFrom('languages').select('code').orderBy('id').execute()
  const codes = new Set(languages.map(({ code }) => foldCase(code)))
  const matches = matchItems<ConsentItem, ConsentRow>(items, rows, {
    list: 'consents',
    noun: 'consent',
    nameMember: 'name',
    itemName: ({ name }) => name,
    rowName: ({ name }) => name,
    itemId: ({ id }) => id,
    rowGuid: ({ guid }) => guid,
  })
  const planned = matches.map((match) => {
    const { item, row, guid, path } = match
    const columns = row && findChanges(row, { guid, name: item.name, display_name: item.displayName })
    return { ...match, columns, texts: readTexts(item.texts ?? {}, `${path}.texts`, codes) }
  })
  const renamed = planned.flatMap(({ row, columns }) => (row && columns?.name !== undefined ? [row.id] : []))
  await freeNames(run, 'consents', 'name', renamed)
  for (const { item, row, columns = {}, guid, texts } of planned) {
    if (row === undefined) await createConsent(run, { ...item, id: guid }, texts)
    else await changeConsent(run, row.id, columns, texts)
  }
}

/** The texts of an item under lower-case codes of languages that exist. */
function readTexts(
  texts: NonNullable<ConsentItem['texts']>,
  path: string,
  known: ReadonlySet<string>,
): ConsentTextChanges {
  const changes = new Map<string, ConsentTextChanges[string]>()
  for (const [code, text] of Object.entries(texts)) {
    const folded = foldCase(code)
    if (!known.has(folded)) {
      throw ProvisioningError.at(
        joinPath(path, code),
        `names no language: known are ${[...known].join(', ') || 'none'}`,
      )
    }
    if (changes.has(folded))
      throw ProvisioningError.at(joinPath(path, code), 'names a language a second time')
    changes.set(folded, text)
  }
  return Object.fromEntries(changes)
}

async function createConsent(
  { transaction, at, tally }: ProvisioningRun,
  { id, name = '', displayName = name }: { id: string | undefined; name?: string; displayName?: string },
  changes: ConsentTextChanges,
): Promise<void> {
  const texts = await applyTextChanges({}, changes)
  await transaction
    .insertInto('consents')
    .values({
      guid: id ?? newId(at.getTime()),
      name,
      display_name: displayName,
      texts: formatConsentTexts(texts),
      hash: hashConsentTexts(texts),
      modified_at: at,
    })
    .execute()
  tally.add('consent', 'created')
}

async function changeConsent(
  { transaction, at, tally }: ProvisioningRun,
  id: number,
  columns: Changes<ConsentRow>,
  texts: ConsentTextChanges,
): Promise<void> {
  const haveTextsChanged = await changeConsentTexts(transaction, id, texts, at)
  if (!isEmpty(columns)) {
    await transaction
      .updateTable('consents')
      .set({ ...columns, modified_at: at })
      .where('id', '=', id)
      .execute()
  }
  if (haveTextsChanged || !isEmpty(columns)) tally.add('consent', 'changed')
}
