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

  await createLanguages(run, matches)
  await changeLanguages(run, matches, rows)
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

/** Only with what nothing else stands against: their default and fallback come with the changes of the others. */
async function createLanguages(
  { transaction, tally }: ProvisioningRun,
  matches: readonly Match<LanguageItem, LanguageRow>[],
): Promise<void> {
  for (const { item, row } of matches) {
    if (row !== undefined) continue
    await transaction
      .insertInto('languages')
      .values({ code: item.code, name: item.name ?? item.code })
      .execute()
    tally.add('language', 'created')
  }
}

async function changeLanguages(
  { transaction, tally }: ProvisioningRun,
  matches: readonly Match<LanguageItem, LanguageRow>[],
  before: readonly LanguageRow[],
): Promise<void> {
  const rows: LanguageRow[] = await transaction.selectFrom('languages').selectAll().execute()
  const idByCode = new Map(rows.map(({ id, code }) => [foldCase(code), id]))
  const itemByCode = new Map(matches.map(({ item }) => [foldCase(item.code), item]))
  const hasNewDefault = matches.some(({ item }) => item.default === true)
  const planned = rows.map((row) => {
    const item = itemByCode.get(foldCase(row.code))
    const fallback = item?.fallback
    const changes = findChanges(row, {
      code: item?.code,
      name: item?.name,
      is_default: item?.default ?? (hasNewDefault ? false : undefined),
      fallback_id: fallback == null ? fallback : idByCode.get(foldCase(fallback)),
    })
    return { id: row.id, changes }
  })
  // The index allows one default at a time: it is taken away before it is given.
  planned.sort(
    (one, other) => Number(one.changes.is_default ?? false) - Number(other.changes.is_default ?? false),
  )
  const known = new Set(before.map(({ id }) => id))
  for (const { id, changes } of planned) {
    if (isEmpty(changes)) continue
    await transaction.updateTable('languages').set(changes).where('id', '=', id).execute()
    if (known.has(id)) tally.add('language', 'changed')
  }
}
