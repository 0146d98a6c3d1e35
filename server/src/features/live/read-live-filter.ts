import type { FastifyRequest } from 'fastify'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { mayReadRawData } from '../shared/raw-data-roles.ts'
import { roleOf } from '../shared/request-role.ts'
import type { liveRequestParameters } from './live.parameters.ts'
import type { LiveFilter } from './live-filter.ts'

type Asked = Omit<ReturnType<typeof liveRequestParameters.read>, 'limit' | 'cursor'>

/** Which requests somebody asks for, who may see as much as their role lets them. */
export function readLiveFilter(
  request: FastifyRequest,
  asked: Asked,
  { snapshot, keysByGuid }: { snapshot: Snapshot; keysByGuid: ReadonlyMap<string, number> },
): LiveFilter {
  return {
    channelIds: findChannelIds(snapshot, asked.channel),
    verdicts: asked.verdict,
    endpoints: asked.endpoint,
    apiKeyIds: asked.key?.map((guid) => keysByGuid.get(guid) ?? 0) ?? null,
    origin: asked.origin,
    contactId: asked.contact,
    text: asked.q,
    searchesBodies: mayReadRawData(roleOf(request)),
    from: asked.from,
    to: asked.to,
  }
}
