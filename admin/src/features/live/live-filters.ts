import { useQuery } from '@tanstack/react-query'
import { isGuid } from '../../shared/define-search.ts'
import type { FilterSpec } from '../../shared/list/filter-spec.ts'
import { optionsFilter } from '../../shared/list/options-filter.tsx'
import { textFilter } from '../../shared/list/text-filter.tsx'
import { useChannelNames } from '../../shared/set-up.api.ts'
import { formatClock } from './format-clock.ts'
import { apiKeysQuery } from './live.api.ts'
import { endpoints, endpointTexts } from './live.search.ts'
import { useLiveTexts } from './live.texts.ts'
import { verdicts } from './verdicts.ts'

type Text = ReturnType<typeof useLiveTexts>

/** What the list can be narrowed by. Specs are made once for a language: a new component would lose its focus. */
export function useLiveFilters(): readonly FilterSpec[] {
  const text = useLiveTexts()
  const known = made.get(text)
  if (known !== undefined) return known
  const filters = makeFilters(text)
  made.set(text, filters)
  return filters
}

const made = new WeakMap<Text, readonly FilterSpec[]>()

function makeFilters(text: Text): readonly FilterSpec[] {
  const minute = textFilter('minute', text('minute'))
  return [
    optionsFilter('verdict', text('verdict'), () =>
      verdicts.map((value) => ({ value, label: text(`verdict_${value}`) })),
    ),
    optionsFilter('channel', text('channel'), () => {
      const names = useChannelNames()
      return [...names].map(([value, label]) => ({ value, label }))
    }),
    optionsFilter('endpoint', text('endpoint'), () =>
      endpoints.map((value) => ({ value, label: text(endpointTexts[value]) })),
    ),
    optionsFilter('key', text('key'), () => {
      const { data } = useQuery(apiKeysQuery)
      return data?.items.map(({ id, name }) => ({ value: id, label: name }))
    }),
    textFilter('origin', text('origin'), {
      description: text('originHelp'),
      placeholder: 'https://app.example.com',
      maxLength: 500,
    }),
    textFilter('contact', text('contact'), {
      description: text('contactHelp'),
      read: (typed) => (typed === '' || isGuid(typed) ? typed : undefined),
      refusal: text('contactRefusal'),
    }),
    { ...minute, Value: ({ value }) => formatClock(value, 'minute') },
  ]
}
