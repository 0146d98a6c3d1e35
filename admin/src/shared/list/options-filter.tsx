import { lazy } from 'react'
import { isGuid } from '../define-search.ts'
import type { FilterEditorProperties, FilterOption, FilterSpec } from './filter-spec.ts'
import { useListTexts } from './list.texts.ts'

// Nobody chooses before a filter is opened: it is no part of the first load.
const OptionChoices = lazy(() => import('./option-choices.tsx'))

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
    return <OptionChoices label={label} options={options} value={value} onChange={onChange} />
  }

  return { name, label, Value, Editor }
}

const useNone = (): readonly string[] => []

function rankIn(first: readonly string[], value: string): number {
  const rank = first.indexOf(value)
  return rank < 0 ? first.length : rank
}
