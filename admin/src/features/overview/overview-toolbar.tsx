import { Group } from '@mantine/core'
import { CheckSwitch } from '../../shared/check-switch.tsx'
import { FilterBar } from '../../shared/list/filter-bar.tsx'
import { ListToolbar } from '../../shared/list/list-toolbar.tsx'
import { RobotsSwitch } from '../../shared/list/robots-switch.tsx'
import { comparesOf, type Overview } from './overview.api.ts'
import { filterNames, type OverviewSearch } from './overview.search.ts'
import { useOverviewTexts } from './overview.texts.ts'
import { useOverviewFilters } from './overview-filters.tsx'
import { PeriodPicker } from './period-picker.tsx'
import { useOverviewSearch } from './use-overview-search.ts'

/** What the report is of. */
export function OverviewToolbar({ shown }: { shown: Overview['period'] | undefined }) {
  const text = useOverviewTexts()
  const { search, change } = useOverviewSearch()
  const filters = useOverviewFilters()
  const values = Object.fromEntries(filterNames.map((name) => [name, search[name]?.toString()]))
  return (
    <ListToolbar
      actions={
        <Group gap="md">
          <CheckSwitch
            label={text('compare')}
            isOn={comparesOf(search)}
            onChange={(isOn) => change({ compare: isOn ? undefined : false } as never)}
          />
          <RobotsSwitch
            isOn={search.robots ?? false}
            onChange={(isOn) => change({ robots: isOn ? true : undefined } as never)}
          />
        </Group>
      }
    >
      <PeriodPicker shown={shown} />
      {/* Chips speak the words of the address, which the route reads as it reads a link. */}
      <FilterBar
        filters={filters}
        values={values}
        onChange={(changes) => change(changes as OverviewSearch)}
      />
    </ListToolbar>
  )
}
