import { Button, Group, Popover, SegmentedControl } from '@mantine/core'
import { IconCalendar } from '@tabler/icons-react'
import { useState } from 'react'
import { formatDay } from '../../shared/format.ts'
import { DaysForm } from '../../shared/list/days-form.tsx'
import type { Overview } from './overview.api.ts'
import { judgeDays, type OverviewSearch, presetNames } from './overview.search.ts'
import { useOverviewTexts } from './overview.texts.ts'
import { useOverviewSearch } from './use-overview-search.ts'

/** A preset, or days of one's own. */
export function PeriodPicker({ shown }: { shown: Overview['period'] | undefined }) {
  const text = useOverviewTexts()
  const { search, change } = useOverviewSearch()
  const isCustom = search.from !== undefined || search.to !== undefined
  return (
    <Group gap="xs">
      <SegmentedControl
        size="xs"
        aria-label={text('period')}
        value={isCustom ? '' : (search.period ?? '30d')}
        onChange={(chosen) => {
          const period = presetNames.find((name) => name === chosen)
          change({ period, from: undefined, to: undefined } as OverviewSearch)
        }}
        data={presetNames.map((name) => ({ value: name, label: text(`period_${name}`) }))}
      />
      <DaysButton
        key={`${shown?.from}..${shown?.to}`}
        shown={shown}
        isCustom={isCustom}
        onChoose={(from, to) => change({ period: undefined, from, to } as OverviewSearch)}
      />
    </Group>
  )
}

function DaysButton({
  shown,
  isCustom,
  onChoose,
}: {
  shown: Overview['period'] | undefined
  isCustom: boolean
  onChoose: (from: string, to: string) => void
}) {
  const text = useOverviewTexts()
  const [isOpen, setIsOpen] = useState(false)
  return (
    <Popover opened={isOpen} onChange={setIsOpen} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant={isCustom ? 'filled' : 'default'}
          leftSection={<IconCalendar size={15} aria-hidden />}
          onClick={() => setIsOpen(!isOpen)}
        >
          {isCustom && shown !== undefined ? nameDays(shown, text) : text('custom')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={text('period')}>
        <DaysForm
          days={{ from: shown?.from ?? '', to: shown?.to ?? '' }}
          refuse={({ from, to }) => {
            const problem = judgeDays(from, to)
            return problem === 'tooLong' ? text(problem) : problem === null ? null : ''
          }}
          onChoose={({ from, to }) => {
            onChoose(from, to)
            setIsOpen(false)
          }}
        />
      </Popover.Dropdown>
    </Popover>
  )
}

function nameDays({ from, to }: Overview['period'], text: ReturnType<typeof useOverviewTexts>): string {
  return from === to ? formatDay(from) : text('customRange', { from: formatDay(from), to: formatDay(to) })
}
