import { Button, Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { FilterEditorProperties, FilterSpec } from './filter-spec.ts'
import { useListTexts } from './list.texts.ts'

/** A filter whose value one types. */
export function textFilter(
  name: string,
  label: string,
  options: {
    readonly description?: string
    readonly placeholder?: string
    readonly maxLength?: number
    /** undefined: not accepted. */
    readonly read?: (typed: string) => string | undefined
    readonly refusal?: string
  } = {},
): FilterSpec {
  function Editor({ value, onChange, onClose }: FilterEditorProperties) {
    const text = useListTexts()
    const [typed, setTyped] = useState(value ?? '')
    const [isRefused, setIsRefused] = useState(false)
    return (
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const read = options.read === undefined ? typed.trim() : options.read(typed.trim())
          if (read === undefined) return setIsRefused(true)
          onChange(read === '' ? undefined : read)
          onClose()
        }}
      >
        <Stack gap="xs">
          <TextInput
            size="xs"
            label={label}
            description={options.description}
            placeholder={options.placeholder}
            maxLength={options.maxLength ?? 200}
            error={isRefused ? options.refusal : undefined}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            data-autofocus
          />
          <Button size="xs" type="submit">
            {text('apply')}
          </Button>
        </Stack>
      </form>
    )
  }
  return { name, label, Value: PlainValue, Editor }
}

function PlainValue({ value }: { value: string }) {
  return value
}
