import { queryOptions } from '@tanstack/react-query'
import type { ListedOrigin } from '../../../../server/src/features/channels/channels.schemas.ts'
import type {
  DefinitionView,
  NewDefinition,
} from '../../../../server/src/features/definitions/definitions.schemas.ts'
import { get, write } from '../api.ts'

export type { DefinitionView }
export type DefinitionKind = DefinitionView['kind']

/** Of the Sitecore keys of a channel, or of the whole Xperience API. */
export interface OriginOfChannel {
  readonly channelId: string
  readonly api: 'sitecore' | 'xperience'
  readonly origin: string
}

export function allowOrigin({ channelId, ...body }: OriginOfChannel): Promise<ListedOrigin> {
  return write('POST', `/channels/${channelId}/allowed-origins`, body)
}

export function disallowOrigin({ channelId, ...named }: OriginOfChannel): Promise<ListedOrigin> {
  return write('DELETE', `/channels/${channelId}/allowed-origins?${new URLSearchParams(named)}`)
}

export function createDefinition(definition: NewDefinition): Promise<DefinitionView> {
  return write('POST', '/definitions', definition)
}

/** Whether that is what a client called it: its name, or its id in any notation with its hyphens. */
export function isCalled({ id, name }: Pick<DefinitionView, 'id' | 'name'>, idOrName: string): boolean {
  const folded = idOrName.trim().toLowerCase()
  return name.toLowerCase() === folded || folded.replaceAll(/[{}()]/g, '') === id
}

/** What a name or an id was probably meant to be, in all kinds: the likeliest first. */
export function nearDefinitionsQuery(idOrName: string) {
  return queryOptions({
    queryKey: ['definitions', 'near', idOrName],
    queryFn: ({ signal }) =>
      get<{ items: DefinitionView[] }>('/definitions', { near: idOrName.slice(0, 200) }, signal),
  })
}
