import { foldCase } from '../names.ts'
import type { Item } from './document.schemas.ts'
import { type Match, matchItems } from './match-items.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { findChanges, isEmpty, type ProvisioningRun } from './provisioning-run.ts'

type LanguageItem = Item<'languages'>
interface LanguageRow {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly is_default: boolean
  readonly fallback_id: number | null
}

export async function provisionLanguages(
  run: ProvisioningRun,
  items: readonly LanguageItem[],
): Promise<void> {
  const rows = await run.transaction.selectFrom('languages').selectAll().execute()
  const matches = matchItems<LanguageItem, LanguageRow>(items, rows, {
    list: 'languages',
    noun: 'language',
    nameMember: 'code',
    itemName: ({ code }) => code,
    rowName: ({ code }) => code,
  })
  const defaults = matches.filter(({ item }) => item.default === true)
  if (defaults[1] !== undefined) {
    throw ProvisioningError.at(
      `${defaults[1].path}.default`,
      `is true, as is that of ${defaults[0]?.path}: one may be`,
    )
  }
  refuseWrongFallbacks(matches, rows)

  // One default at a time, also for a moment: the index allows no second one.
  if (defaults[0] !== undefined) await takeDefaultFromOthers(run, rows, defaults[0].row)
  for (const { item, row } of matches) await storeLanguage(run, item, row)
  await storeFallbacks(run, matches)
}

/** Follows the fallbacks as they will be: each must exist, and none may lead back to where it began. */
function refuseWrongFallbacks(
  matches: readonly Match<LanguageItem, LanguageRow>[],
  rows: readonly LanguageRow[],
): void {
  const codeById = new Map(rows.map(({ id, code }) => [id, foldCase(code)]))
  const fallbacks = new Map(
    rows.map(({ code, fallback_id }) => [
      foldCase(code),
      fallback_id === null ? null : codeById.get(fallback_id),
    ]),
  )
  for (const { item, row } of matches) {
    const code = foldCase(item.code)
    if (item.fallback !== undefined)
      fallbacks.set(code, item.fallback === null ? null : foldCase(item.fallback))
    else if (row === undefined) fallbacks.set(code, null)
  }
  for (const { item, path } of matches) {
    if (item.fallback == null) continue
    if (!fallbacks.has(foldCase(item.fallback))) {
      throw ProvisioningError.at(
        `${path}.fallback`,
        `is "${item.fallback}", which is the code of no language`,
      )
    }
    const chain = new Set<string>()
    let code: string | null | undefined = foldCase(item.code)
    for (; code != null; code = fallbacks.get(code)) {
      if (chain.has(code)) {
        throw ProvisioningError.at(`${path}.fallback`, `closes a circle: ${[...chain, code].join(' → ')}`)
      }
      chain.add(code)
    }
  }
}

async function takeDefaultFromOthers(
  { transaction, tally }: ProvisioningRun,
  rows: readonly LanguageRow[],
  next: LanguageRow | undefined,
): Promise<void> {
  for (const row of rows) {
    if (!row.is_default || row === next) continue
    await transaction.updateTable('languages').set({ is_default: false }).where('id', '=', row.id).execute()
    tally.add('language', 'changed')
  }
}

async function storeLanguage(
  { transaction, tally }: ProvisioningRun,
  item: LanguageItem,
  row: LanguageRow | undefined,
): Promise<void> {
  if (row === undefined) {
    await transaction
      .insertInto('languages')
      .values({ code: item.code, name: item.name ?? item.code, is_default: item.default ?? false })
      .execute()
    tally.add('language', 'created')
    return
  }
  const changes = findChanges(row, { code: item.code, name: item.name, is_default: item.default })
  if (isEmpty(changes)) return
  await transaction.updateTable('languages').set(changes).where('id', '=', row.id).execute()
  tally.add('language', 'changed')
}

async function storeFallbacks(
  { transaction, tally }: ProvisioningRun,
  matches: readonly Match<LanguageItem, LanguageRow>[],
): Promise<void> {
  const languages = await transaction.selectFrom('languages').select(['id', 'code', 'fallback_id']).execute()
  const byCode = new Map(languages.map((language) => [foldCase(language.code), language]))
  for (const { item, row } of matches) {
    const language = byCode.get(foldCase(item.code))
    if (item.fallback === undefined || language === undefined) continue
    const fallbackId = item.fallback === null ? null : (byCode.get(foldCase(item.fallback))?.id ?? null)
    if (fallbackId === language.fallback_id) continue
    await transaction
      .updateTable('languages')
      .set({ fallback_id: fallbackId })
      .where('id', '=', language.id)
      .execute()
    if (row !== undefined) tally.add('language', 'changed')
  }
}
