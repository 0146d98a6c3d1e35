import { contactFieldNames } from '../../domain/contact-fields.ts'
import { foldCase } from '../names.ts'
import type { Item } from './document.schemas.ts'
import { matchItems } from './match-items.ts'
import { ProvisioningError } from './provisioning-error.ts'
import { findChanges, isEmpty, type ProvisioningRun } from './provisioning-run.ts'

type FieldItem = Item<'contactFields'>
interface FieldRow {
  readonly name: string
  readonly label: string
  readonly type: string
}

const ownFields: ReadonlySet<string> = new Set(['id', 'gender', ...contactFieldNames].map(foldCase))

export async function provisionContactFields(
  run: ProvisioningRun,
  items: readonly FieldItem[],
): Promise<void> {
  const { transaction, tally } = run
  const rows: FieldRow[] = await transaction.selectFrom('contact_fields').selectAll().execute()
  const matches = matchItems<FieldItem, FieldRow>(items, rows, {
    list: 'contactFields',
    noun: 'contact field',
    nameMember: 'name',
    itemName: ({ name }) => name,
    rowName: ({ name }) => name,
  })
  for (const { item, row, path } of matches) {
    if (ownFields.has(foldCase(item.name))) {
      throw ProvisioningError.at(`${path}.name`, 'is a field that every contact has')
    }
    if (row !== undefined) {
      if (item.type !== undefined && item.type !== row.type) {
        const stays = `a field keeps its type ("${row.type}"), since contacts may have values in it`
        throw ProvisioningError.at(`${path}.type`, `is "${item.type}", but ${stays}`)
      }
      // Values are kept under the name: it stays letter by letter.
      const changes = findChanges(row, { label: item.label })
      if (isEmpty(changes)) continue
      await transaction.updateTable('contact_fields').set(changes).where('name', '=', row.name).execute()
      tally.add('contact field', 'changed')
    } else {
      const { name, label = name, type = 'text' } = item
      await transaction.insertInto('contact_fields').values({ name, label, type }).execute()
      tally.add('contact field', 'created')
    }
  }
}
