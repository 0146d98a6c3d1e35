import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ChannelView } from '../../../server/src/features/channels/channels.schemas.ts'
import type { ConsentView } from '../../../server/src/features/consents/consents.schemas.ts'
import type { DefinitionView } from '../../../server/src/features/definitions/definitions.schemas.ts'
import { getAll } from './api.ts'

/** What is set up changes seldom, and every list needs names of it. */
const staleTime = 60_000

export const channelsQuery = queryOptions({
  queryKey: ['channels'],
  queryFn: ({ signal }) => getAll<ChannelView>('/channels', {}, signal),
  staleTime,
})

export const definitionsQuery = queryOptions({
  queryKey: ['definitions'],
  queryFn: ({ signal }) => getAll<DefinitionView>('/definitions', {}, signal),
  staleTime,
})

export const consentsQuery = queryOptions({
  queryKey: ['consents'],
  queryFn: ({ signal }) => getAll<ConsentView>('/consents', {}, signal),
  staleTime,
})

/** Names by id; empty until they are there. */
export function useChannelNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({ ...channelsQuery, select: namesOf })
  return data ?? noNames
}

export function useDefinitionNames(): ReadonlyMap<string, string> {
  const { data } = useQuery({ ...definitionsQuery, select: displayNamesOf })
  return data ?? noNames
}

const noNames: ReadonlyMap<string, string> = new Map()

function namesOf({ items }: { items: ChannelView[] }): ReadonlyMap<string, string> {
  return new Map(items.map(({ id, name }) => [id, name]))
}

function displayNamesOf({ items }: { items: DefinitionView[] }): ReadonlyMap<string, string> {
  return new Map(items.map(({ id, displayName }) => [id, displayName]))
}
