import { Button, Group, Stack, Text } from '@mantine/core'
import { type Days, DaysForm } from './days-form.tsx'
import type { FilterEditorProperties } from './filter-spec.ts'
import { useListTexts } from './list.texts.ts'
import { readPeriod } from './period.ts'
import { PeriodValue } from './period-value.tsx'

const presets = ['24h', '7d', '30d', '90d'] as const

/** A preset, or days. `meaning` says of what. */
export default function PeriodEditor({
  label,
  value,
  meaning,
  onChange,
  onClose,
}: FilterEditorProperties & { meaning?: string | undefined }) {
  const text = useListTexts()
  const period = value === undefined ? undefined : readPeriod(value)
  const choose = (value: string) => {
    onChange(value)
    onClose()
  }
  return (
    <Stack gap="xs">
      {meaning !== undefined && (
        <Text size="xs" c="dimmed">
          {meaning}
        </Text>
      )}
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
