import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { countryFilter } from '../../shared/country-filter.ts'
import type { FilterSpec } from '../../shared/list/filter-spec.ts'
import { optionsFilter } from '../../shared/list/options-filter.tsx'
import { textFilter } from '../../shared/list/text-filter.tsx'
import { definitionsQuery } from '../../shared/set-up.api.ts'
import { channelFilter, definitionFilter, trafficChannelFilter } from '../../shared/set-up-filters.ts'
import { NONE } from './overview.search.ts'
import { useOverviewTexts } from './overview.texts.ts'

type OverviewTexts = ReturnType<typeof useOverviewTexts>

export function useOverviewFilters(): readonly FilterSpec[] {
  const text = useOverviewTexts()
  return useMemo(() => describeFilters(text), [text])
}

const deviceTypes = ['desktop', 'mobile', 'tablet', 'tv', 'bot'] as const

function describeFilters(text: OverviewTexts): FilterSpec[] {
  return [
    channelFilter(text('channel')),
    trafficChannelFilter(text('trafficChannel')),
    optionsFilter('campaign', text('campaign'), () => {
      const { data } = useQuery(definitionsQuery)
      const campaigns = data?.items.filter(({ kind }) => kind === 'campaign')
      return (
        campaigns && [
          ...campaigns.map(({ id, displayName }) => ({ value: id, label: displayName })),
          { value: NONE, label: text('none_campaign') },
        ]
      )
    }),
    definitionFilter('goal', text('goal'), ['goal']),
    textFilter('entryPage', text('entryPage'), {
      description: text('pathLabel'),
      placeholder: '/',
      maxLength: 300,
    }),
    optionsFilter('device', text('device'), () =>
      [...deviceTypes, NONE].map((type) => ({ value: type, label: deviceName(type, text) })),
    ),
    countryFilter(text('country'), [{ value: NONE, label: text('none_country') }]),
  ]
}

export function deviceName(type: string, text: OverviewTexts): string {
  if (type === NONE) return text('none_device')
  const known = deviceTypes.find((name) => name === type)
  return known === undefined ? type : text(`device_${known}`)
}
