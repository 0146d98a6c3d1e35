import { Button, Group, Text, Title } from '@mantine/core'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Parameters } from '../../../shared/api.ts'
import { type ActivityHistogram, histogramQuery } from '../activities.api.ts'
import { useActivityTexts } from '../activities.texts.ts'
import { Bars } from './bars.tsx'
import { CountsTable } from './counts-table.tsx'
import classes from './histogram.module.css'
import { Legend } from './legend.tsx'

export type Bucket = ActivityHistogram['buckets'][number]

/** How much of each kind happened when, with the filters of the list. A bar leads to its hour or day. */
export function Histogram({
  filters,
  onBucket,
  onKind,
}: {
  filters: Parameters
  onBucket: (bucket: Bucket) => void
  onKind: (kind: string) => void
}) {
  const text = useActivityTexts()
  const [isTable, setIsTable] = useState(false)
  const { data, error, isPlaceholderData } = useQuery(histogramQuery(filters))
  const Icon = isTable ? IconChartBar : IconTable
  return (
    <section className={classes.panel} aria-label={text('chart')} data-stale={isPlaceholderData || undefined}>
      <Group justify="space-between" gap="xs" mb={6}>
        <div>
          <Title order={2} size="h3">
            {text('chart')}
          </Title>
          {data !== undefined && (
            <Text size="xs" c="dimmed">
              {text(data.step === 'hour' ? 'chartHour' : 'chartDay')}
            </Text>
          )}
        </div>
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<Icon size={14} aria-hidden />}
          onClick={() => setIsTable(!isTable)}
        >
          {text(isTable ? 'chartPicture' : 'chartTable')}
        </Button>
      </Group>
      {data === undefined && error === null && <div className={classes.room} />}
      {data === undefined && error !== null && (
        <Text size="sm" c="dimmed">
          {text('chartFailed')}
        </Text>
      )}
      {data !== undefined &&
        (isTable ? (
          <CountsTable histogram={data} />
        ) : (
          <>
            <Bars histogram={data} onBucket={onBucket} />
            <Legend histogram={data} onKind={onKind} />
          </>
        ))}
    </section>
  )
}
