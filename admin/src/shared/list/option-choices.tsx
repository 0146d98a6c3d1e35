import { Checkbox, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FilterOption } from './filter-spec.ts'
import { useListTexts } from './list.texts.ts'

const FIND_FROM = 8

/** Check boxes for the values of a filter; where there are many, those that hold some text. */
export default function OptionChoices({
  label,
  options,
  value,
  onChange,
}: {
  label: string
  options: readonly FilterOption[] | undefined
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const text = useListTexts()
  const [part, setPart] = useState('')
  const chosen = value?.split(',') ?? []
  const found = options?.filter((option) => option.label.toLowerCase().includes(part.toLowerCase())) ?? []
  return (
    <Stack gap="xs">
      {(options?.length ?? 0) > FIND_FROM && (
        <TextInput
          size="xs"
          placeholder={text('findOption')}
          aria-label={`${text('findOption')} ${label}`}
          value={part}
          onChange={(event) => setPart(event.currentTarget.value)}
          data-autofocus
        />
      )}
      <ScrollArea.Autosize mah={280} type="auto" viewportProps={{ tabIndex: 0 }}>
        <Checkbox.Group
          aria-label={label}
          value={chosen}
          onChange={(values) => onChange(values.length === 0 ? undefined : values.join(','))}
        >
          <Stack gap={6} py={2}>
            {found.map((option) => (
              <Checkbox key={option.value} size="xs" value={option.value} label={option.label} />
            ))}
          </Stack>
        </Checkbox.Group>
        {options !== undefined && found.length === 0 && (
          <Text size="sm" c="dimmed">
            {text('noOptions')}
          </Text>
        )}
      </ScrollArea.Autosize>
    </Stack>
  )
}
