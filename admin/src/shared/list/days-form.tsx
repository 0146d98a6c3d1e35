import { Button, Stack, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { DaysOfZone } from './days-of-zone.tsx'
import { useListTexts } from './list.texts.ts'

export interface Days {
  /** `2026-11-22`, or empty where nothing is chosen. */
  readonly from: string
  readonly to: string
}

/** Days of one's own, from one to another. `refuse` says why they cannot be chosen, if only with an empty word. */
export function DaysForm({
  days,
  hint,
  refuse,
  onChoose,
}: {
  days: Days
  hint?: ReactNode
  refuse: (days: Days) => string | null
  onChoose: (days: Days) => void
}) {
  const text = useListTexts()
  const [chosen, setChosen] = useState(days)
  const isReversed = chosen.from !== '' && chosen.to !== '' && chosen.from > chosen.to
  const refusal = isReversed ? text('daysReversed') : refuse(chosen)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (refusal === null) onChoose(chosen)
      }}
    >
      <Stack gap="xs">
        {hint}
        <DaysOfZone />
        <TextInput
          type="date"
          size="xs"
          label={text('from')}
          value={chosen.from}
          onChange={(event) => setChosen({ ...chosen, from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          size="xs"
          label={text('to')}
          value={chosen.to}
          error={refusal}
          onChange={(event) => setChosen({ ...chosen, to: event.currentTarget.value })}
        />
        <Button size="xs" type="submit" disabled={refusal !== null}>
          {text('apply')}
        </Button>
      </Stack>
    </form>
  )
}
