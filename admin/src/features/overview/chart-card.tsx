import { Button, Group, Paper, Text, Title } from '@mantine/core'
import { type ReactNode, useState } from 'react'
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
          <Button variant="subtle" color="gray" size="compact-xs" onClick={() => setIsTable(!isTable)}>
            {text(isTable ? 'showAsChart' : 'showAsTable')}
          </Button>
          {csv !== null && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-xs"
              component="a"
              href={csv}
              download
              aria-label={text('csvOf', { title })}
            >
              {text('csv')}
            </Button>
          )}
        </Group>
      </Group>
      {isTable ? table : children}
    </Paper>
  )
}
