import { Button, Group, Kbd } from '@mantine/core'
import { IconEraser, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react'
import { ExportMenu } from '../../shared/list/export-menu.tsx'
import { FilterBar } from '../../shared/list/filter-bar.tsx'
import { SearchBox } from '../../shared/list/search-box.tsx'
import { listFilters } from './live.api.ts'
import classes from './live.module.css'
import { filterNames, readLiveSearch } from './live.search.ts'
import { useLiveTexts } from './live.texts.ts'
import { useLiveFilters } from './live-filters.ts'
import { useLiveSearch } from './use-live-search.ts'

/** What narrows the list, and what stops and empties it. */
export function LiveToolbar({
  isPaused,
  onPause,
  onClear,
}: {
  isPaused: boolean
  onPause: () => void
  onClear: () => void
}) {
  const text = useLiveTexts()
  const filters = useLiveFilters()
  const { search, narrow } = useLiveSearch()
  // Nobody types a minute: it is chosen in the picture.
  const offered = filters.filter(({ name }) => name !== 'minute' || search.minute !== undefined)
  const values = Object.fromEntries(filterNames.map((name) => [name, search[name]?.toString()]))
  return (
    <Group justify="space-between" gap="xs" align="flex-start">
      <Group gap="xs" className={classes.filters}>
        <SearchBox
          label={text('search')}
          value={search.q ?? ''}
          onChange={(q) => narrow({ q: q || undefined })}
        />
        <FilterBar
          filters={offered}
          values={values}
          // Chips speak the words of the address: what one gives is read as if it had come from a link.
          onChange={(changes) =>
            narrow({
              ...Object.fromEntries(Object.keys(changes).map((name) => [name, undefined])),
              ...readLiveSearch(changes),
            })
          }
        />
      </Group>
      <Group gap="xs" className={classes.actions}>
        <ExportMenu path="/live/requests/export" parameters={listFilters(search)} />
        <Button
          variant={isPaused ? 'filled' : 'default'}
          size="xs"
          aria-pressed={isPaused}
          leftSection={
            isPaused ? <IconPlayerPlay size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />
          }
          rightSection={
            <Kbd size="xs" visibleFrom="sm" aria-hidden>
              {text('space')}
            </Kbd>
          }
          onClick={onPause}
        >
          {text(isPaused ? 'resume' : 'pause')}
        </Button>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconEraser size={16} aria-hidden />}
          onClick={onClear}
        >
          {text('clear')}
        </Button>
      </Group>
    </Group>
  )
}
