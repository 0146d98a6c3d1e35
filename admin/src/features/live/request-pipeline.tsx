import { Table, Text } from '@mantine/core'
import type { LiveRequestDetails } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'

const milliseconds = new Intl.NumberFormat(undefined, { minimumFractionDigits: 3, maximumFractionDigits: 3 })

/** Which processors looked at each item, how long they took, and what they said. */
export function RequestPipeline({ request: { steps, items } }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  if (steps === null) return <Text c="dimmed">{text(items === 0 ? 'noSteps' : 'stepsNone')}</Text>
  if (steps.length === 0) return <Text c="dimmed">{text('noSteps')}</Text>
  return (
    <Table>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{text('tab_items')}</Table.Th>
          <Table.Th>{text('processor')}</Table.Th>
          <Table.Th className={classes.number}>{text('ms')}</Table.Th>
          <Table.Th>{text('said')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {steps.map(({ index, processor, ms, said }, place) => (
          <Table.Tr key={`${index} ${processor} ${place}`}>
            <Table.Td>{index}</Table.Td>
            <Table.Td className={classes.mono}>{processor}</Table.Td>
            <Table.Td className={classes.number}>{milliseconds.format(ms)}</Table.Td>
            <Table.Td>
              <bdi>{said}</bdi>
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
