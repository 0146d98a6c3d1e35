import { Checkbox, ScrollArea, Stack, Text, TextInput } from '@mantine/core'
import { useState } from 'react'
import { isGuid } from '../define-search.ts'
import type { FilterEditorProperties, FilterOption, FilterSpec } from './filter-spec.ts'
import { useListTexts } from './list.texts.ts'

const FIND_FROM = 8

/**
 * A filter with several values, any of which may apply. `useOptions` gives undefined while they are on their way, `useFirst`
 * the values of those that most people look for.
 */
export function optionsFilter(
  name: string,
  label: string,
  useOptions: () => readonly FilterOption[] | undefined,
  { useFirst = useNone }: { readonly useFirst?: () => readonly string[] } = {},
): FilterSpec {
  function Value({ value }: { value: string }) {
    const text = useListTexts()
    const options = useOptions()
    if (options === undefined) return '…'
    const labels = value
      .split(',')
      .map(
        (one) =>
          options.find((option) => option.value === one)?.label ?? (isGuid(one) ? text('unknownValue') : one),
      )
    return labels.join(text('or'))
  }

  function Editor({ value, onChange }: FilterEditorProperties) {
    const first = useFirst()
    const options = useOptions()?.toSorted((a, b) => rankIn(first, a.value) - rankIn(first, b.value))
    return <Choices label={label} options={options} value={value} onChange={onChange} />
  }

  return { name, label, Value, Editor }
}

const useNone = (): readonly string[] => []

function rankIn(first: readonly string[], value: string): number {
  const rank = first.indexOf(value)
  return rank < 0 ? first.length : rank
}

function Choices({
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
