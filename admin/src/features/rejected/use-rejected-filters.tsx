import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { FilterEditorProperties, FilterOption, FilterSpec } from '../../shared/list/filter-spec.ts'
import { optionsFilter } from '../../shared/list/options-filter.tsx'
import { periodFilter } from '../../shared/list/period-filter.tsx'
import { textFilter } from '../../shared/list/text-filter.tsx'
import { channelFilter } from '../../shared/set-up-filters.ts'
import { nameCause } from './cause-name.ts'
import { causesQuery } from './rejected.api.ts'
import { useRejectedTexts } from './rejected.texts.ts'
import { apis, states } from './rejected-words.ts'

/** What the list of rejected events can be narrowed by. */
export function useRejectedFilters(): readonly FilterSpec[] {
  const text = useRejectedTexts()
  return useMemo(
    () => [
      periodFilter('period', text('filter_period')),
      oneOf(channelFilter(text('filter_channel'))),
      oneOf(
        optionsFilter('api', text('filter_api'), () =>
          apis.map((api) => ({ value: api, label: text(`api_${api}`) })),
        ),
      ),
      {
        ...oneOf(optionsFilter('code', text('filter_code'), useCodes)),
        Value: ({ value }) => nameCause(text, value, null),
      },
      textFilter('subject', text('filter_subject'), { maxLength: 250 }),
      textFilter('kind', text('filter_kind'), { maxLength: 250, placeholder: 'goal' }),
      oneOf(
        optionsFilter('state', text('filter_state'), () =>
          states.map((state) => ({ value: state, label: text(`state_${state}`) })),
        ),
      ),
      textFilter('contact', text('filter_contact'), { maxLength: 64 }),
      textFilter('request', text('filter_request'), { maxLength: 64 }),
    ],
    [text],
  )
}

/** Those of the last 30 days, in words. */
function useCodes(): readonly FilterOption[] | undefined {
  const text = useRejectedTexts()
  const { data } = useQuery(causesQuery({}))
  if (data === undefined) return undefined
  const codes = [...new Set(data.items.map(({ code }) => code))]
  return codes.map((code) => ({ value: code, label: nameCause(text, code, null) }))
}

/** The last one that is chosen counts. */
function oneOf(filter: FilterSpec): FilterSpec {
  const { Editor } = filter
  function SingleEditor(properties: FilterEditorProperties) {
    return <Editor {...properties} onChange={(value) => properties.onChange(value?.split(',').at(-1))} />
  }
  return { ...filter, Editor: SingleEditor }
}
