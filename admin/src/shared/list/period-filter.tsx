import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { formatDay, formatExact } from '../format.ts'
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
  const days = period?.kind === 'days' ? period : null
  const [from, setFrom] = useState(days?.from ?? '')
  const [to, setTo] = useState(days?.to ?? '')
  const choice = `${from}..${to}`
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
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (readPeriod(choice) !== undefined) choose(choice)
        }}
      >
        <Stack gap="xs">
          <Text size="xs" c="dimmed">
            {text('choosePeriod')}
          </Text>
          <Group gap="xs" grow align="flex-end">
            <TextInput
              type="date"
              size="xs"
              label={text('from')}
              value={from}
              onChange={(event) => setFrom(event.currentTarget.value)}
            />
            <TextInput
              type="date"
              size="xs"
              label={text('to')}
              value={to}
              onChange={(event) => setTo(event.currentTarget.value)}
            />
          </Group>
          <Button size="xs" type="submit" disabled={readPeriod(choice) === undefined}>
            {text('apply')}
          </Button>
        </Stack>
      </form>
    </Stack>
  )
}
