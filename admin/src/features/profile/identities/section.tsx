import { Paper, Table, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from './section.module.css'

export interface Row {
  readonly key: string
  readonly cells: readonly ReactNode[]
}

/** A titled table; on a narrow screen it scrolls by itself. */
export function Section({
  title,
  empty,
  columns,
  rows,
  note,
}: {
  title: string
  empty: string
  columns: readonly string[]
  rows: readonly Row[]
  note?: string | undefined
}) {
  return (
    <Paper component="section" withBorder p="md" aria-label={title}>
      <Title order={2} size="h3" mb="xs">
        {title}
      </Title>
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {empty}
        </Text>
      ) : (
        <div className={classes.frame}>
          <Table className={classes.table}>
            <Table.Thead>
              <Table.Tr>
                {columns.map((column) => (
                  <Table.Th key={column}>{column}</Table.Th>
                ))}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map(({ key, cells }) => (
                <Table.Tr key={key}>
                  {cells.map((cell, index) => (
                    <Table.Td key={columns[index]}>{cell}</Table.Td>
                  ))}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {note !== undefined && (
        <Text size="xs" c="dimmed" mt="xs">
          {note}
        </Text>
      )}
    </Paper>
  )
}
