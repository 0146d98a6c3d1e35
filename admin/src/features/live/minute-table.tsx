import { Table } from '@mantine/core'
import { formatNumber } from '../../shared/format.ts'
import { formatClock } from './format-clock.ts'
import type { LiveMinutes } from './live.api.ts'
import { useLiveTexts } from './live.texts.ts'
import { verdicts } from './verdicts.ts'

/** The same figures as the bars, newest first. */
export function MinuteTable({ items }: { items: LiveMinutes['items'] }) {
  const text = useLiveTexts()
  return (
    <Table.ScrollContainer minWidth={480} mah={260} type="native">
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('minute')}</Table.Th>
            {verdicts.map((verdict) => (
              <Table.Th key={verdict}>{text(`verdict_${verdict}`)}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {items.toReversed().map((item) => (
            <Table.Tr key={item.minute}>
              <Table.Td>{formatClock(item.minute, 'minute')}</Table.Td>
              {verdicts.map((verdict) => (
                <Table.Td key={verdict}>{formatNumber(item.counts[verdict] ?? 0)}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
