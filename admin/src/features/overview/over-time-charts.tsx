import '@mantine/charts/styles.css'
import { AreaChart, BarChart } from '@mantine/charts'
import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { apiUrl } from '../../shared/api.ts'
import { formatCompact, formatNumber } from '../../shared/format.ts'
import { activityKinds, kindColor } from '../../shared/kinds.ts'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import { ChartCard } from './chart-card.tsx'
import { FiguresTable, type FiguresTableRow } from './figures-table.tsx'
import { formatSlot, formatSlotInFull, isUnfinished } from './format-figures.ts'
import { type Overview, toParameters, uniqueContactsQuery } from './overview.api.ts'
import classes from './overview.module.css'
import { useOverviewTexts } from './overview.texts.ts'
import { useOverviewSearch } from './use-overview-search.ts'

/** Wide enough for `120K` and no wider, the same in both charts that lie above each other. */
const SCALE_WIDTH = 44

/** The labels at both ends of a scale have half of themselves beyond it: one that had no room would take others along. */
const margin = { top: 8, bottom: 8, right: 24 }

/** What happened over time. The only user of the chart library, and loaded by itself. */
export default function OverTimeCharts({ overview }: { overview: Overview }) {
  return (
    <div className={classes.charts}>
      <VisitsChart overview={overview} />
      <KindsChart overview={overview} />
      <KnownChart period={overview.period} />
    </div>
  )
}

type Period = Overview['period']

function useSlotNames({ unit, timeZone }: Period, newest: string | undefined) {
  const text = useOverviewTexts()
  return useMemo(() => {
    const unfinished = newest !== undefined && isUnfinished(newest, unit, Date.now()) ? newest : null
    return {
      unfinished,
      short: (at: string) => formatSlot(at, unit, timeZone),
      full: (at: string) => {
        const name = formatSlotInFull(at, unit, timeZone)
        return at === unfinished ? text('slotSoFar', { slot: name }) : name
      },
    }
  }, [unit, timeZone, newest, text])
}

function useCsv(): string {
  const { search } = useOverviewSearch()
  return apiUrl('/reports/overview', { ...toParameters(search), format: 'csv' })
}

/** What all charts over time have in common. */
function axes(names: { short: (at: string) => string; full: (at: string) => string }) {
  return {
    dataKey: 'at',
    withTooltip: true,
    textColor: 'dimmed',
    valueFormatter: formatNumber,
    xAxisProps: {
      tickFormatter: names.short,
      minTickGap: 16,
      tickMargin: 8,
      interval: 'equidistantPreserveStart',
    },
    yAxisProps: { tickFormatter: formatCompact, width: SCALE_WIDTH, allowDecimals: false, interval: 0 },
    tooltipProps: { labelFormatter: (at: unknown) => (typeof at === 'string' ? names.full(at) : '') },
  } as const
}

function VisitsChart({ overview }: { overview: Overview }) {
  const text = useOverviewTexts()
  const { period, series, previous } = overview
  const names = useSlotNames(period, series.at(-1)?.at)
  const csv = useCsv()
  const data = useMemo(
    () =>
      series.map((slot, place) => ({
        at: slot.at,
        visits: slot.visits,
        goals: slot.activities.goal,
        ...(previous !== null && { visitsBefore: previous.series[place]?.visits ?? null }),
      })),
    [series, previous],
  )
  const columns = [
    { key: 'visits', label: text('visits') },
    ...(previous === null ? [] : [{ key: 'visitsBefore', label: text('visitsBefore') }]),
    { key: 'goals', label: text('goals') },
  ]
  const rows: FiguresTableRow[] = data.map(({ at, ...values }) => ({
    key: at,
    label: names.full(at),
    values: { ...values, visitsBefore: values.visitsBefore ?? '–' },
  }))
  const title = text('q_visits')
  return (
    <ChartCard
      title={title}
      unit={text(`u_visits_${period.unit}`)}
      csv={csv}
      table={<FiguresTable caption={title} head={text(period.unit)} columns={columns} rows={rows} />}
    >
      <AreaChart
        h={230}
        data={data}
        {...axes(names)}
        series={[
          ...(previous === null
            ? []
            : [
                {
                  name: 'visitsBefore',
                  label: text('visitsBefore'),
                  color: 'gray.5',
                  strokeDasharray: '4 4',
                },
              ]),
          { name: 'visits', label: text('visits'), color: 'var(--kind-pageView)' },
        ]}
        withXAxis={false}
        {...(names.unfinished !== null && {
          referenceLines: [
            { x: names.unfinished, label: text('soFar'), labelPosition: 'insideTopRight', color: 'gray.6' },
          ],
        })}
        withDots={data.length <= 31}
        curveType="linear"
        strokeWidth={2}
        fillOpacity={0.14}
        areaProps={({ name }) => (name === 'visitsBefore' ? { fillOpacity: 0 } : {})}
        areaChartProps={{ margin, syncId: 'overview', title: `${title} ${text('chartKeys')}` }}
      />
      {/* Areas both, so that a day has the same place in either. */}
      <AreaChart
        h={110}
        mt={4}
        data={data}
        {...axes(names)}
        series={[{ name: 'goals', label: text('goals'), color: 'var(--kind-goal)' }]}
        withDots={false}
        curveType="linear"
        strokeWidth={2}
        fillOpacity={0.14}
        areaChartProps={{ margin, syncId: 'overview', title: `${text('goals')}. ${text('chartKeys')}` }}
      />
    </ChartCard>
  )
}

function KindsChart({ overview: { period, series, totals } }: { overview: Overview }) {
  const text = useOverviewTexts()
  const kindText = useSharedTexts()
  const names = useSlotNames(period, series.at(-1)?.at)
  const csv = useCsv()
  const shown = activityKinds.filter((kind) => totals.activities[kind] > 0)
  const data = useMemo(() => series.map(({ at, activities }) => ({ at, ...activities })), [series])
  const title = text('q_kinds')
  return (
    <ChartCard
      title={title}
      unit={text(`u_kinds_${period.unit}`)}
      csv={csv}
      table={
        <FiguresTable
          caption={title}
          head={text(period.unit)}
          columns={shown.map((kind) => ({ key: kind, label: kindText(`kind_${kind}`) }))}
          rows={[
            { key: 'total', label: text('total'), values: totals.activities },
            ...data.map(({ at, ...values }) => ({ key: at, label: names.full(at), values })),
          ]}
        />
      }
    >
      <BarChart
        h={260}
        type="stacked"
        data={data}
        {...axes(names)}
        series={shown.map((kind) => ({
          name: kind,
          label: kindText(`kind_${kind}`),
          color: kindColor(kind),
        }))}
        withLegend
        legendProps={{ verticalAlign: 'bottom' }}
        styles={{ legend: { justifyContent: 'flex-start', paddingBlockStart: 8 } }}
        maxBarWidth={22}
        barChartProps={{ margin, title: `${title} ${text('chartKeys')}` }}
      />
    </ChartCard>
  )
}

function KnownChart({ period }: { period: Period }) {
  const text = useOverviewTexts()
  const { search } = useOverviewSearch()
  const { data: counted } = useQuery(uniqueContactsQuery(search))
  const series = counted?.series ?? null
  const names = useSlotNames(period, series?.at(-1)?.at)
  const title = text('q_known')
  const unit = text(`u_known_${period.unit}`)
  return (
    <ChartCard
      title={title}
      unit={unit}
      csv={null}
      table={
        <FiguresTable
          caption={title}
          head={text(period.unit)}
          columns={[{ key: 'newlyKnown', label: text('newlyKnown') }]}
          rows={(series ?? []).map(({ at, newlyKnown }) => ({
            key: at,
            label: names.full(at),
            values: { newlyKnown },
          }))}
        />
      }
    >
      {counted !== undefined && series === null ? (
        <Text size="sm" c="dimmed">
          {text('knownFiltered')}
        </Text>
      ) : (
        <BarChart
          h={260}
          data={series ?? []}
          {...axes(names)}
          series={[{ name: 'newlyKnown', label: text('newlyKnown'), color: 'var(--kind-consent)' }]}
          maxBarWidth={22}
          barChartProps={{ margin, title: `${title} ${text('chartKeys')}` }}
        />
      )}
    </ChartCard>
  )
}
