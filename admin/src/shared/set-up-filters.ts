import { useQuery } from '@tanstack/react-query'
import type { DefinitionView } from '../../../server/src/features/definitions/definitions.schemas.ts'
import type { FilterOption, FilterSpec } from './list/filter-spec.ts'
import { optionsFilter } from './list/options-filter.tsx'
import { channelsQuery, consentsQuery, definitionsQuery } from './set-up.api.ts'

type Kind = DefinitionView['kind']

export function channelFilter(label: string): FilterSpec {
  return optionsFilter('channel', label, () => {
    const { data } = useQuery(channelsQuery)
    return data?.items.map(({ id, name }) => ({ value: id, label: name }))
  })
}

/** A filter by definitions of some kinds, under the name that the API has for it. */
export function definitionFilter(name: string, label: string, kinds: readonly Kind[]): FilterSpec {
  return optionsFilter(name, label, () => {
    const { data } = useQuery(definitionsQuery)
    return data?.items
      .filter(({ kind }) => kinds.includes(kind))
      .map(({ id, displayName }) => ({ value: id, label: displayName }))
  })
}

export function consentFilter(label: string): FilterSpec {
  return optionsFilter('consent', label, () => {
    const { data } = useQuery(consentsQuery)
    return data?.items.map(({ id, displayName }) => ({ value: id, label: displayName }))
  })
}

/** How a visitor comes without any campaign (docs/spec/waymark.md §6.5); campaigns name others. */
const builtInTrafficChannels = ['Direct', 'Organic search', 'Social', 'Referral']

export function trafficChannelFilter(label: string): FilterSpec {
  return optionsFilter('trafficChannel', label, () => {
    const { data } = useQuery(definitionsQuery)
    if (data === undefined) return undefined
    const named = data.items.flatMap(({ trafficChannel }) => trafficChannel ?? [])
    return toOptions([...new Set([...builtInTrafficChannels, ...named])].sort())
  })
}

function toOptions(values: readonly string[]): FilterOption[] {
  return values.map((value) => ({ value, label: value }))
}
