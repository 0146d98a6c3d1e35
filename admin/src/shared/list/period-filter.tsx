import { Button, Group, Stack, Text } from '@mantine/core'
import { formatDay, formatExact } from '../format.ts'
import { type Days, DaysForm } from './days-form.tsx'
import type { FilterEditorProperties, FilterSpec } from './filter-spec.ts'
import { useListTexts } from './list.texts.ts'
import { readPeriod } from './period.ts'

const presets = ['24h', '7d', '30d', '90d'] as const

/** A filter by time: a preset, or days. */
export function periodFilter(name: string, label: string): FilterSpec {
  return { name, label, Value: PeriodValue, Editor: PeriodEditor }
}

export function PeriodValue({ value }: { value: string }) {
  const text = useListTexts()
  const period = readPeriod(value)
  if (period === undefined) return value
  if (period.kind === 'last')
    return period.hours === 24 ? text('lastHours') : text('lastDays', { count: period.hours / 24 })
  const { from, to } = period
  const format = period.kind === 'days' ? formatDay : (moment: string) => formatExact(Date.parse(moment))
  if (from === null) return text('untilDay', { to: format(to ?? '') })
  if (to === null) return text('sinceDay', { from: format(from) })
  return text('customPeriod', { from: format(from), to: format(to) })
}

export function PeriodEditor({ label, value, onChange, onClose }: FilterEditorProperties) {
  const text = useListTexts()
  const period = value === undefined ? undefined : readPeriod(value)
  const choose = (value: string) => {
    onChange(value)
    onClose()
  }
  return (
    <Stack gap="xs">
      <Group gap={6} role="group" aria-label={label}>
        {presets.map((preset) => (
          <Button
            key={preset}
            size="compact-sm"
            variant={value === preset ? 'filled' : 'default'}
            onClick={() => choose(preset)}
          >
            <PeriodValue value={preset} />
          </Button>
        ))}
      </Group>
      <DaysForm
        days={
          period?.kind === 'days' ? { from: period.from ?? '', to: period.to ?? '' } : { from: '', to: '' }
        }
        hint={
          <Text size="xs" c="dimmed">
            {text('choosePeriod')}
          </Text>
        }
        refuse={(days) => (readPeriod(nameDays(days)) === undefined ? '' : null)}
        onChoose={(days) => choose(nameDays(days))}
      />
    </Stack>
  )
}

/** As {@link readPeriod} reads it. */
function nameDays({ from, to }: Days): string {
  return `${from}..${to}`
}
