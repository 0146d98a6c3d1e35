import { ScrollArea, Table } from '@mantine/core'
import { formatNumber } from '../../../shared/format.ts'
import { useReportZone } from '../../../shared/report-zone.ts'
import { useSharedTexts } from '../../../shared/shared.texts.ts'
import type { ActivityHistogram } from '../activities.api.ts'
import { useActivityTexts } from '../activities.texts.ts'
import { nameBuckets } from './bucket-name.ts'
import { sumCounts, sumKinds } from './sum-counts.ts'

/** The numbers of the picture. */
export default function CountsTable({ histogram }: { histogram: ActivityHistogram }) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const names = nameBuckets(histogram.step, useReportZone())
  const kinds = sumKinds(histogram).map(([kind]) => kind)
  return (
    <ScrollArea.Autosize mah={240} type="auto" offsetScrollbars="y" viewportProps={{ tabIndex: 0 }}>
      <Table stickyHeader fz="sm" verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{text('chartFrom')}</Table.Th>
            {kinds.map((kind) => (
              <Table.Th key={kind} ta="end">
                {shared(`kind_${kind}`)}
              </Table.Th>
            ))}
            <Table.Th ta="end">{text('chartAll')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {histogram.buckets.map((bucket) => (
            <Table.Tr key={bucket.from}>
              <Table.Td>{names.full(bucket.from)}</Table.Td>
              {kinds.map((kind) => (
                <Table.Td key={kind} ta="end">
                  {formatNumber(Object.entries(bucket.counts).find(([name]) => name === kind)?.[1] ?? 0)}
                </Table.Td>
              ))}
              <Table.Td ta="end">{formatNumber(sumCounts(bucket.counts))}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
}
