import { useMemo } from 'react'
import type { FilterEditorProperties, FilterSpec } from '../../shared/list/filter-spec.ts'
import { optionsFilter } from '../../shared/list/options-filter.tsx'
import { periodFilter } from '../../shared/list/period-filter.tsx'
import { textFilter } from '../../shared/list/text-filter.tsx'
import { channelFilter } from '../../shared/set-up-filters.ts'
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
      textFilter('code', text('filter_code'), { maxLength: 100, placeholder: 'unknown_goal' }),
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

/** The last one that is chosen counts. */
function oneOf(filter: FilterSpec): FilterSpec {
  const { Editor } = filter
  function SingleEditor(properties: FilterEditorProperties) {
    return <Editor {...properties} onChange={(value) => properties.onChange(value?.split(',').at(-1))} />
  }
  return { ...filter, Editor: SingleEditor }
}
