import { type RawBuilder, sql } from 'kysely'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { TrackingApiName } from '../../domain/kinds.ts'
import { apiNumbers } from '../../engine/store/statement.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { type RejectedState, stateNumbers } from './rejected-numbers.ts'
import type { Replayers } from './why-not-replayable.ts'

/** Which rejected events. Null is no condition. */
export interface RejectedFilter {
  readonly api: TrackingApiName | null
  readonly channelIds: readonly number[] | null
  readonly code: string | null
  /** The name that nobody knows; empty for those that are not about one. */
  readonly subject: string | null
  readonly kind: string | null
  readonly states: readonly RejectedState[] | null
  /** As the client named it. */
  readonly contactId: Uuid | null
  readonly requestId: string | null
  readonly from: Date | null
  /** Exclusive. */
  readonly to: Date | null
}

/** What clients of the management API ask. */
export interface AskedFilter {
  readonly api: TrackingApiName | null
  readonly channel: string | null
  readonly code: string | null
  readonly subject?: string | null
  readonly kind?: string | null
  readonly state?: readonly RejectedState[] | null
  readonly contact?: Uuid | null
  readonly request?: string | null
  readonly from: number | null
  readonly to: number | null
}

/** The same in the ids of the database. */
export function readFilter(snapshot: Snapshot, asked: AskedFilter): RejectedFilter {
  const { api, channel, code, subject = null, kind = null, state = null, from, to } = asked
  return {
    api,
    channelIds: findChannelIds(snapshot, channel),
    code,
    // A parameter that is empty is absent: the sign says it.
    subject: subject === NO_SUBJECT ? '' : subject,
    kind,
    states: state,
    contactId: asked.contact ?? null,
    requestId: asked.request ?? null,
    from: from === null ? null : new Date(from),
    to: to === null ? null : new Date(to),
  }
}

/** In a parameter: what is about no name. */
export const NO_SUBJECT = '-'

/** Longer under way than any replay takes: whoever did it is gone. */
const CLAIMED_FOR = sql`interval '60 seconds'`

/** Neither replayed nor given up: a replay that nobody ended leaves its event so. Of a table that goes by `e`. */
export const isOpen = sql`(e.state = 0 OR (e.state = 1 AND e.claimed_at < now() - ${CLAIMED_FOR}))`

/** Whether one of these tracking APIs could judge an event again; whyNotReplayable says why not. */
export function isReplayable(replayers: Replayers): RawBuilder<unknown> {
  const endpoints = Object.values(replayers).flatMap((replayer) => replayer.endpoints)
  return sql`(e.sent > 0 AND NOT e.is_cut AND e.endpoint = ANY(${endpoints}::text[])
    AND e.channel_id IN (SELECT id FROM channels))`
}

/** What is open waits for somebody who has it judged again, where anybody can. */
export function effectiveState(replayers: Replayers): RawBuilder<unknown> {
  const { waiting, unreplayable } = stateNumbers
  return sql`CASE WHEN NOT ${isOpen} THEN e.state
    WHEN ${isReplayable(replayers)} THEN ${sql.lit(waiting)} ELSE ${sql.lit(unreplayable)} END`
}

/** The part of a filter that only time decides. */
export function isInState({ states }: RejectedFilter, replayers: Replayers): RawBuilder<unknown> {
  if (states === null) return sql`true`
  const numbers = states.map((state) => stateNumbers[state])
  return sql`${effectiveState(replayers)} = ANY(${numbers}::int[])`
}

/** All of a filter but the state. */
export function matchesFilter(filter: RejectedFilter): RawBuilder<unknown> {
  const { subject, kind, contactId, requestId, from, to } = filter
  const conditions = [matchesCount(filter)]
  if (from !== null) conditions.push(sql`e.received_at >= ${from}`)
  if (to !== null) conditions.push(sql`e.received_at < ${to}`)
  if (subject !== null) conditions.push(sql`e.subject = ${subject}`)
  if (kind !== null) conditions.push(sql`e.kind = ${kind}`)
  if (contactId !== null) conditions.push(sql`e.contact_id = ${contactId}`)
  if (requestId !== null) conditions.push(sql`e.request_id = ${requestId}`)
  return sql.join(conditions, sql` AND `)
}

/** The part of a filter that counts have too. */
export function matchesCount({ api, channelIds, code }: RejectedFilter): RawBuilder<unknown> {
  const conditions = [sql`true`]
  if (api !== null) conditions.push(sql`e.api = ${apiNumbers[api]}`)
  if (channelIds !== null) conditions.push(sql`e.channel_id = ANY(${channelIds}::int[])`)
  if (code !== null) conditions.push(sql`e.code = ${code}`)
  return sql.join(conditions, sql` AND `)
}
