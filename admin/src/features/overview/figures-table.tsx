import { ScrollArea, Table } from '@mantine/core'
import { formatNumber } from '../../shared/format.ts'

export interface FiguresTableColumn {
  readonly key: string
  readonly label: string
}

export interface FiguresTableRow {
  readonly key: string
  readonly label: string
  readonly values: Readonly<Record<string, number | string>>
}

/** What a picture shows, in numbers. */
export function FiguresTable({
  caption,
  head,
  columns,
  rows,
}: {
  caption: string
  head: string
  columns: readonly FiguresTableColumn[]
  rows: readonly FiguresTableRow[]
}) {
  return (
    <ScrollArea.Autosize mah={360} type="auto" viewportProps={{ tabIndex: 0 }}>
      <Table fz="sm" verticalSpacing={4} stickyHeader aria-label={caption}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{head}</Table.Th>
            {columns.map(({ key, label }) => (
              <Table.Th key={key} scope="col" ta="end">
                {label}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, label, values }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row" fw={400}>
                {label}
              </Table.Th>
              {columns.map((column) => {
                const value = values[column.key] ?? 0
                return (
                  <Table.Td key={column.key} ta="end">
                    {typeof value === 'number' ? formatNumber(value) : value}
                  </Table.Td>
                )
              })}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}
