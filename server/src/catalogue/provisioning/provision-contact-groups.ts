import type { JsonObject } from '../../domain/json.ts'
import { toCanonicalJson } from '../canonical-json.ts'
import type { Item } from './document.schemas.ts'
import { matchItems } from './match-items.ts'
import { findChanges, isEmpty, type ProvisioningRun } from './provisioning-run.ts'

type GroupItem = Item<'contactGroups'>
interface GroupRow {
  readonly id: number
  readonly name: string
  readonly display_name: string
  /** JSON text, the same for equal conditions. */
  readonly condition: string
}

/** Conditions are kept as they are given: what they may say is settled where they are understood. */
export async function provisionContactGroups(
  run: ProvisioningRun,
  items: readonly GroupItem[],
): Promise<void> {
  const { transaction, tally } = run
  const stored = await transaction.selectFrom('contact_groups').selectAll().execute()
  const rows: GroupRow[] = stored.map((row) => ({ ...row, condition: toCanonicalJson(row.condition) }))
  const matches = matchItems<GroupItem, GroupRow>(items, rows, {
    list: 'contactGroups',
    noun: 'contact group',
    nameMember: 'name',
    itemName: ({ name }) => name,
    rowName: ({ name }) => name,
  })
  for (const { item, row } of matches) {
    const { name, displayName } = item
    const condition = item.condition && toCanonicalJson(item.condition as JsonObject)
    if (row === undefined) {
      const values = { name, display_name: displayName ?? name, condition: condition ?? '{}' }
      await transaction.insertInto('contact_groups').values(values).execute()
      tally.add('contact group', 'created')
    } else {
      const changes = findChanges(row, { name, display_name: displayName, condition })
      if (isEmpty(changes)) continue
      await transaction.updateTable('contact_groups').set(changes).where('id', '=', row.id).execute()
      tally.add('contact group', 'changed')
    }
  }
}
