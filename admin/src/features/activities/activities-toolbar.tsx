import { Button, Popover } from '@mantine/core'
import { IconClock } from '@tabler/icons-react'
import { type ReactNode, Suspense, useState } from 'react'
import { FilterBar } from '../../shared/list/filter-bar.tsx'
import { ListToolbar } from '../../shared/list/list-toolbar.tsx'
import { PeriodEditor } from '../../shared/list/period-filter.tsx'
import { PeriodValue } from '../../shared/list/period-value.tsx'
import { RobotsSwitch } from '../../shared/list/robots-switch.tsx'
import { SearchBox } from '../../shared/list/search-box.tsx'
import {
  type ActivitiesSearch,
  activityFilterNames,
  DEFAULT_PERIOD,
  periodOf,
  showsRobots,
} from './activities.search.ts'
import { useActivityTexts } from './activities.texts.ts'
import { useActivityFilters } from './activity-filters.tsx'
import { useActivitiesSearch } from './use-activities-search.ts'

/** What narrows the log of activities; `actions` are for the list as a whole. */
export function ActivitiesToolbar({ actions }: { actions: ReactNode }) {
  const text = useActivityTexts()
  const filters = useActivityFilters()
  const { search, narrow } = useActivitiesSearch()
  const values = Object.fromEntries(activityFilterNames.map((name) => [name, search[name]?.toString()]))
  return (
    <ListToolbar actions={actions}>
      <SearchBox label={text('search')} value={search.q ?? ''} onChange={(q) => narrow({ q })} />
      <PeriodButton
        value={periodOf(search)}
        onChange={(period) =>
          narrow({ period: period === DEFAULT_PERIOD && search.visit === undefined ? undefined : period })
        }
      />
      <RobotsSwitch isOn={showsRobots(search)} onChange={(robots) => narrow({ robots })} />
      {/* Chips speak the words of the address, which the route reads as it reads a link. */}
      <FilterBar
        filters={filters}
        values={values}
        onChange={(changes) => narrow(changes as ActivitiesSearch)}
      />
    </ListToolbar>
  )
}

function PeriodButton({
  value,
  onChange,
}: {
  /** undefined: any time. */
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const text = useActivityTexts()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setIsOpen} width={320} shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          variant="default"
          size="xs"
          px="xs"
          leftSection={<IconClock size={16} aria-hidden />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {value === undefined ? text('anyTime') : <PeriodValue value={value} />}
        </Button>
      </Popover.Target>
      {/* Around all of it: the focus goes into what is there when it opens. */}
      <Suspense>
        <Popover.Dropdown aria-label={text('period')}>
          <PeriodEditor
            label={text('period')}
            value={value}
            onChange={onChange}
            onClose={() => setIsOpen(false)}
          />
        </Popover.Dropdown>
      </Suspense>
    </Popover>
  )
}
