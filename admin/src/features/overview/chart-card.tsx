import { ActionIcon, Group, Paper, Text, Title, Tooltip } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { TableSwitch } from '../../shared/table-switch.tsx'
import classes from './overview.module.css'
import { useOverviewTexts } from './overview.texts.ts'

/** A question, its unit, and the answer: as a picture, as a table, as a file. */
export function ChartCard({
  title,
  unit,
  csv,
  table,
  children,
}: {
  title: string
  unit: string
  csv: string | null
  table: ReactNode
  children: ReactNode
}) {
  const text = useOverviewTexts()
  const [isTable, setIsTable] = useState(false)
  return (
    <Paper withBorder className={classes.card} component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="xs" mb="sm" wrap="nowrap">
        <div>
          <Title order={2} size="h3">
            {title}
          </Title>
          <Text size="xs" c="dimmed">
            {unit}
          </Text>
        </div>
        <Group gap={2} wrap="nowrap">
          <TableSwitch title={title} isTable={isTable} onChange={setIsTable} />
          {csv !== null && (
            <Tooltip label={text('csv')}>
              <ActionIcon
                variant="subtle"
                color="gray"
                component="a"
                href={csv}
                download
                aria-label={text('csvOf', { title })}
              >
                <IconDownload size={17} aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </Group>
      </Group>
      {isTable ? table : children}
    </Paper>
  )
}
