import { CloseButton, Kbd, TextInput } from '@mantine/core'
import { useDebouncedCallback, useHotkeys } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useLetterKeys } from '../letter-keys.ts'
import { useListTexts } from './list.texts.ts'

const DEBOUNCE_MS = 250
const LONGEST = 200

/** Searches while one types; `/` leads to it. */
export function SearchBox({
  label,
  value,
  onChange,
}: {
  label: string
  value: string
  onChange: (value: string) => void
}) {
  const text = useListTexts()
  const input = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState(value)
  const search = useDebouncedCallback(onChange, DEBOUNCE_MS)
  // The address may change without this box: back, a shared link, "clear all".
  useEffect(() => setTyped(value), [value])
  const [hasLetterKeys] = useLetterKeys()
  useHotkeys(hasLetterKeys ? [['/', () => input.current?.focus()]] : [])
  return (
    <TextInput
      ref={input}
      type="search"
      size="xs"
      w={{ base: '100%', sm: 280 }}
      aria-label={label}
      placeholder={label}
      maxLength={LONGEST}
      value={typed}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        typed === '' ? (
          <Kbd size="xs" visibleFrom="sm" aria-hidden>
            {'/'}
          </Kbd>
        ) : (
          <CloseButton
            size="sm"
            aria-label={text('clearSearch')}
            onClick={() => {
              setTyped('')
              onChange('')
            }}
          />
        )
      }
      onChange={(event) => {
        setTyped(event.currentTarget.value)
        search(event.currentTarget.value.trim())
      }}
    />
  )
}
