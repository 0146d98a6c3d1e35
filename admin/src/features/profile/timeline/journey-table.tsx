import { Anchor, ScrollArea, Table, Text } from '@mantine/core'
import { formatExact, formatNumber } from '../../../shared/format.ts'
import { KindIcon } from '../../../shared/kind-icon.tsx'
import classes from './journey.module.css'
import { useJourneyTexts } from './journey.texts.ts'
import type { Item } from './lay-out.ts'
import { nameOf, namesOf, valuesOf } from './mark-texts.ts'

/** The marks of the picture as rows, as many as it has. */
export function JourneyTable({ items, onOpen }: { items: readonly Item[]; onOpen: (item: Item) => void }) {
  const text = useJourneyTexts()
  return (
    <ScrollArea.Autosize mah={360} className={classes.table} viewportProps={{ tabIndex: 0 }}>
      <Table stickyHeader verticalSpacing={4}>
        <Table.Caption>{text('tableCaption', { count: items.length })}</Table.Caption>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('tableTime')}</Table.Th>
            <Table.Th>{text('tableKind')}</Table.Th>
            <Table.Th>{text('tableName')}</Table.Th>
            <Table.Th>{text('tableCount')}</Table.Th>
            <Table.Th>{text('tableValue')}</Table.Th>
            <Table.Th>{text('tablePage')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.map((item) => (
            <Row key={item.id} item={item} onOpen={onOpen} />
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}

function Row({ item, onOpen }: { item: Item; onOpen: (item: Item) => void }) {
  const text = useJourneyTexts()
  const { marks, lane, count } = item
  const [first] = marks
  const name = nameOf(marks, text)
  const names = count > 1 ? namesOf(marks, text).join(', ') : ''
  return (
    <Table.Tr>
      <Table.Td className={classes.time}>{formatExact(first?.at ?? 0)}</Table.Td>
      <Table.Td>
        <span className={classes.legend}>
          <KindIcon kind={lane === 'visit' ? 'pageView' : lane} size={16} isBeside />
          {text(`kind_${lane}`)}
        </span>
      </Table.Td>
      <Table.Td>
        <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onOpen(item)}>
          {name}
        </Anchor>
        {names !== '' && (
          <Text size="xs" c="dimmed">
            {names}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{formatNumber(count)}</Table.Td>
      <Table.Td className={classes.time}>{valuesOf(marks, text).join(', ')}</Table.Td>
      <Table.Td>
        <Text size="xs" c="dimmed" truncate maw={280}>
          {count === 1 ? first?.url : null}
        </Text>
      </Table.Td>
    </Table.Tr>
  )
}
