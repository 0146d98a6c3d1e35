import { queryOptions } from '@tanstack/react-query'
import type { ApiKeyView, MadeApiKey } from '../../../../server/src/features/api-keys/api-keys.schemas.ts'
import type { ChannelView } from '../../../../server/src/features/channels/channels.schemas.ts'
import type {
  LivePage,
  LiveRequest,
  LiveRequestDetails,
} from '../../../../server/src/features/live/live.schemas.ts'
import type {
  SetUpView,
  SnippetsView,
  TestEvent,
} from '../../../../server/src/features/setup/setup.schemas.ts'
import { get, getAll, write } from '../../shared/api.ts'

export type { ApiKeyView, LivePage, LiveRequest, LiveRequestDetails, SetUpView, TestEvent }
export type SetUpChannel = SetUpView['channels'][number]
export type Snippet = SnippetsView['items'][number]
export type Access = Snippet['access']

export const setUpQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => get<SetUpView>('/setup', {}, signal),
})

export const snippetsQuery = queryOptions({
  queryKey: ['setup', 'snippets'],
  queryFn: ({ signal }) => get<SnippetsView>('/setup/snippets', {}, signal),
  staleTime: 60_000,
})

export function keysQuery(channelId: string) {
  return queryOptions({
    queryKey: ['api-keys', channelId],
    queryFn: ({ signal }) => getAll<ApiKeyView>('/api-keys', { channel: channelId }, signal),
  })
}

export function requestQuery(id: string) {
  return queryOptions({
    queryKey: ['live', 'request', id],
    queryFn: ({ signal }) => get<LiveRequestDetails>(`/live/requests/${id}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function createChannel(name: string): Promise<ChannelView> {
  return write('POST', '/channels', { name })
}

export function renameChannel(id: string, name: string): Promise<ChannelView> {
  return write('PATCH', `/channels/${id}`, { name })
}

export function makeKey(key: {
  readonly channelId: string
  readonly name: string
  readonly access: Access
  readonly corsOrigins?: readonly string[]
}): Promise<MadeApiKey> {
  return write('POST', '/api-keys', key)
}

export function sendTestEvent(event: {
  readonly channelId: string
  readonly style: 'sitecore' | 'xperience'
  readonly key?: string
}): Promise<TestEvent> {
  return write('POST', '/setup/test-event', event)
}
