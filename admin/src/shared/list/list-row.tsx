import { memo } from 'react'
import type { ListColumn } from './list-column.ts'
import classes from './list-table.module.css'

interface Properties<Item> {
  readonly id: string
  readonly item: Item
  readonly columns: readonly ListColumn<Item>[]
  readonly isCurrent: boolean
}

/**
 * A row of a table. Drawn again only when it changes, and of plain elements: a hundred rows are a thousand cells, and a component
 * for each costs more than all that is in them.
 */
function Row<Item>({ id, item, columns, isCurrent }: Properties<Item>) {
  return (
    <tr data-row={id} data-current={isCurrent || undefined} className={classes.row}>
      {columns.map((column) => (
        <td key={column.key} data-numeric={column.isNumeric || undefined}>
          {column.render(item)}
        </td>
      ))}
    </tr>
  )
}

/** The columns come in another list each time, but are the same. */
function isSame<Item>(before: Properties<Item>, after: Properties<Item>): boolean {
  return (
    before.id === after.id &&
    before.item === after.item &&
    before.isCurrent === after.isCurrent &&
    before.columns.length === after.columns.length &&
    before.columns.every((column, place) => column === after.columns[place])
  )
}

export const ListRow = memo(Row, isSame) as typeof Row
