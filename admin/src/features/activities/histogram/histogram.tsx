import { Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { ApiError, type Parameters } from '../../../shared/api.ts'
import { useForeignZone } from '../../../shared/report-zone.ts'
import { TableSwitch } from '../../../shared/table-switch.tsx'
import { type ActivityHistogram, histogramQuery } from '../activities.api.ts'
import { useActivityTexts } from '../activities.texts.ts'
import { Bars } from './bars.tsx'
import classes from './histogram.module.css'
import { Legend } from './legend.tsx'

// The picture comes first.
const CountsTable = lazy(() => import('./counts-table.tsx'))

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
  const zone = useForeignZone()
  const [isTable, setIsTable] = useState(false)
  const { data, error, isPlaceholderData } = useQuery(histogramQuery(filters))
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
              {data.step === 'day' && zone !== null && ` ${text('chartZone', { zone })}`}
            </Text>
          )}
        </div>
        <TableSwitch title={text('chart')} isTable={isTable} onChange={setIsTable} />
      </Group>
      {data === undefined && error === null && <div className={classes.room} />}
      {data === undefined && error !== null && (
        <Text size="sm" c="dimmed">
          {error instanceof ApiError && error.code === 'too_slow' ? text('chartTooSlow') : error.message}
        </Text>
      )}
      {data !== undefined &&
        (isTable ? (
          <Suspense>
            <CountsTable histogram={data} />
          </Suspense>
        ) : (
          <>
            <Bars histogram={data} onBucket={onBucket} />
            <Legend histogram={data} onKind={onKind} />
          </>
        ))}
    </section>
  )
}
