import { Button, Group, ScrollArea, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { apiUrl } from '../../shared/api.ts'
import { BarList, type BarListItem } from '../../shared/bar-list.tsx'
import { countryName } from '../../shared/countries.ts'
import { formatNumber } from '../../shared/format.ts'
import { FailedState } from '../../shared/page-state.tsx'
import { ChartCard } from './chart-card.tsx'
import { FiguresTable } from './figures-table.tsx'
import {
  type BreakdownItem,
  type BreakdownName,
  breakdownQuery,
  breakdownsQuery,
  MOST_MEMBERS,
  toParameters,
} from './overview.api.ts'
import classes from './overview.module.css'
import { measures, NONE } from './overview.search.ts'
import { useOverviewTexts } from './overview.texts.ts'
import { deviceName } from './overview-filters.tsx'
import { useOverviewSearch } from './use-overview-search.ts'

type OverviewTexts = ReturnType<typeof useOverviewTexts>

/** In the order in which they are looked at. */
const shown = ['trafficChannel', 'campaign', 'goal', 'entryPage', 'device', 'country', 'channel'] as const

/** What tells visits apart: every row is a filter of everything. */
export function BreakdownLists() {
  const text = useOverviewTexts()
  const { search, change } = useOverviewSearch()
  const query = useQuery(breakdownsQuery(search))
  const rank = search.rank ?? 'visits'
  if (query.data === undefined && query.error !== null)
    return <FailedState error={query.error} onRetry={() => void query.refetch()} />
  return (
    <section aria-label={text('rank')}>
      <Group gap="xs" mb="xs">
        <Text size="sm" c="dimmed">
          {text('rank')}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={text('rank')}
          value={rank}
          onChange={(chosen) =>
            change({ rank: measures.find((measure) => measure === chosen && measure !== 'visits') } as never)
          }
          data={measures.map((measure) => ({ value: measure, label: text(`rank_${measure}`) }))}
        />
      </Group>
      <div className={classes.lists}>
        {shown.map((name) => {
          const list = query.data?.breakdowns.find(({ by }) => by === name)
          return list === undefined ? (
            <Skeleton key={name} height={240} />
          ) : (
            <Breakdown key={name} by={name} items={list.items} more={list.more} />
          )
        })}
      </div>
    </section>
  )
}

function Breakdown({
  by,
  items: first,
  more: moreThanFirst,
}: {
  by: (typeof shown)[number]
  items: readonly BreakdownItem[]
  more: number
}) {
  const text = useOverviewTexts()
  const { search, toggle } = useOverviewSearch()
  const rank = search.rank ?? 'visits'
  const [isWhole, setIsWhole] = useState(false)
  const whole = useQuery({ ...breakdownQuery(search, by), enabled: isWhole })
  const { items, more } = (isWhole && whole.data?.breakdowns[0]) || { items: first, more: moreThanFirst }
  const title = text(`q_${by}`)
  const chosen = [search[by] ?? []].flat()
  const rows = items.map((item, place): BarListItem & { item: BreakdownItem } => {
    const label = nameOf(by, item, text)
    const isChosen = item.id !== null && chosen.includes(item.id)
    // Goals are filtered by their GUID, and what is deleted by nothing.
    const canFilter = item.id !== null && !(by === 'goal' && item.id === NONE)
    return {
      key: item.id ?? `${place}`,
      label,
      value: item[rank],
      text: formatNumber(item[rank]),
      isChosen,
      action: canFilter ? text(isChosen ? 'unfilter' : 'filterBy', { name: label }) : null,
      item,
    }
  })
  const conversions = text(by === 'goal' ? 'u_goal_conversions' : 'u_list_conversions')
  return (
    <ChartCard
      title={title}
      unit={rank === 'conversions' ? conversions : text(`u_list_${rank}`)}
      csv={apiUrl('/reports/breakdown', {
        ...toParameters(search),
        by,
        sort: `-${rank}`,
        limit: MOST_MEMBERS,
        format: 'csv',
      })}
      table={
        <FiguresTable
          caption={title}
          head={text(by)}
          columns={[
            { key: 'visits', label: text('visits') },
            { key: 'points', label: text('rank_points') },
            { key: 'conversions', label: conversions },
          ]}
          rows={rows.map(({ key, label, item: { visits, points, conversions } }) => ({
            key,
            label,
            values: { visits, points, conversions },
          }))}
        />
      }
    >
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {text('nothing')}
        </Text>
      ) : (
        <ScrollArea.Autosize mah={420} type="auto" viewportProps={isWhole ? { tabIndex: 0 } : {}}>
          <BarList items={rows} label={title} onChoose={(id) => toggle(by, id)} />
        </ScrollArea.Autosize>
      )}
      {isWhole && more > 0 && (
        <Text size="xs" c="dimmed" mt={6}>
          {text('inCsv', { count: more })}
        </Text>
      )}
      {moreThanFirst > 0 && (
        <Button
          variant="subtle"
          size="compact-xs"
          mt={6}
          aria-expanded={isWhole}
          loading={isWhole && whole.isFetching}
          onClick={() => setIsWhole(!isWhole)}
        >
          {isWhole ? text('showFewer') : text('showAll', { total: first.length + moreThanFirst })}
        </Button>
      )}
    </ChartCard>
  )
}

function nameOf(by: BreakdownName, { id, name }: BreakdownItem, text: OverviewTexts): string {
  if (name === null) return text(`none_${by}`)
  if (by === 'device') return deviceName(name, text)
  if (by === 'country') return countryName(name)
  return id === null ? text(`none_${by}`) : name
}
