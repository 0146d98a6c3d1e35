import { lazy, useMemo } from 'react'
import { contactFilter } from '../../shared/contact-filter.tsx'
import type { FilterSpec } from '../../shared/list/filter-spec.ts'
import { textFilter } from '../../shared/list/text-filter.tsx'
import { channelFilter, definitionFilter } from '../../shared/set-up-filters.ts'
import { useSharedTexts } from '../../shared/shared.texts.ts'
import { readActivitiesSearch, readKinds } from './activities.search.ts'
import { useActivityTexts } from './activities.texts.ts'
import { visitFilter } from './visit-filter.tsx'

// Nobody chooses before a filter is opened: it is no part of the first load.
const KindsEditor = lazy(() => import('./kinds-editor.tsx'))

export function useActivityFilters(): readonly FilterSpec[] {
  const text = useActivityTexts()
  return useMemo(() => describeFilters(text), [text])
}

function describeFilters(text: ReturnType<typeof useActivityTexts>): FilterSpec[] {
  return [
    { name: 'kind', label: text('kind'), Value: KindsValue, Editor: KindsEditor },
    definitionFilter('type', text('type'), ['activityType', 'goal', 'event', 'outcome', 'campaign']),
    channelFilter(text('channel')),
    definitionFilter('campaign', text('campaign'), ['campaign']),
    textFilter('utm', text('utm'), {
      description: text('utmHint'),
      placeholder: 'source:newsletter',
      read: (typed) => (typed === '' ? '' : readActivitiesSearch({ utm: typed }).utm),
      refusal: text('utmRefusal'),
    }),
    textFilter('property', text('property'), {
      description: text('propertyHint'),
      placeholder: 'plan:gold',
      maxLength: 400,
    }),
    contactFilter('contact', text('contact')),
    visitFilter(text('visit')),
  ]
}

function KindsValue({ value }: { value: string }) {
  const text = useActivityTexts()
  const shared = useSharedTexts()
  const choice = readKinds(value)
  if (choice === undefined) return value
  const names = choice.kinds.map((kind) => shared(`kind_${kind}`)).join(', ')
  return choice.isExcluded ? text('without', { kinds: names }) : names
}
