import { sql } from 'kysely'
import { type Static, Type } from 'typebox'
import type { Snapshot } from '../../catalogue/snapshot.ts'
import { titleOf } from '../../domain/activity-title.ts'
import { timeOfId, type Uuid } from '../../domain/ids.ts'
import type { JsonObject } from '../../domain/json.ts'
import { activityKinds, timeSources } from '../../domain/kinds.ts'
import { timeSourceOfNumber } from '../../engine/store/statement.ts'
import { activityKindOf } from '../../pipeline/drafts.ts'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from './schemas.ts'

export const ActivitySchema = Type.Object(
  {
    id: guidSchema('Ids rise within a request, so that its activities keep their order.'),
    contactId: guidSchema('The contact that did it; after a merge the surviving one.'),
    visitId: guidSchema(),
    parentId: nullableGuidSchema(
      'The page view that it happened on; null for page views and before the first one.',
    ),
    channelId: nullableGuidSchema(),
    kind: Type.Enum([...activityKinds], { type: 'string' }),
    type: nullableTextSchema('Code name of the definition: `pagevisit`, the name of the goal …', {
      examples: ['pagevisit'],
    }),
    definitionId: nullableGuidSchema(),
    title: Type.String({ maxLength: 250, examples: ["Page visit 'Home'"] }),
    value: nullableTextSchema(null, { examples: ['Home'] }),
    url: nullableTextSchema(null, { examples: ['https://www.example.com/'] }),
    referrer: nullableTextSchema(null, { examples: ['https://search.example/'] }),
    occurredAt: timeSchema(),
    receivedAt: timeSchema(),
    timeSource: Type.Enum([...timeSources], {
      type: 'string',
      description:
        'Whose clock `occurredAt` comes from; `clamped`: the client’s, moved into what is believed; `replayed`: the server’s, when it received what was refused then.',
    }),
    points: Type.Integer(),
    monetaryValue: Type.Unsafe<number | null>({ type: ['number', 'null'] }),
    currency: nullableTextSchema('ISO 4217.', { examples: [null] }),
    data: Type.Unsafe<JsonObject | null>({
      type: ['object', 'null'],
      description: 'Whatever else the client sent with it.',
      examples: [{ plan: 'gold' }],
    }),
  },
  { $id: 'Activity', additionalProperties: false },
)
export type Activity = Static<typeof ActivitySchema>

export interface ActivityRow {
  readonly contact_id: Uuid
  readonly occurred_at: Date
  readonly id: Uuid
  readonly visit_id: Uuid
  readonly parent_id: Uuid | null
  readonly channel_id: number
  readonly definition_id: number
  readonly points: number
  readonly monetary: string | null
  readonly currency: string | null
  readonly value: string | null
  readonly url: string | null
  readonly referrer: string | null
  readonly data: JsonObject | null
  readonly time_source: number | null
}

/** Of a table that goes by `a`, in the order of {@link ActivityRow}. */
export const activityColumns = sql`a.contact_id, a.occurred_at, a.id, a.visit_id, a.parent_id, a.channel_id,
  a.definition_id, a.points, a.monetary, a.currency, a.value, a.url, a.referrer, a.data, a.time_source`

/** `contactId` is the contact that did it now: the survivor of the one in the row. */
export function toActivity(row: ActivityRow, contactId: Uuid, snapshot: Snapshot): Activity {
  const definition = snapshot.definitionById(row.definition_id)
  const kind = definition === undefined ? 'custom' : activityKindOf(definition)
  return {
    id: row.id,
    contactId,
    visitId: row.visit_id,
    parentId: row.parent_id,
    channelId: snapshot.channelById(row.channel_id)?.guid ?? null,
    kind,
    type: definition?.name ?? null,
    definitionId: definition?.guid ?? null,
    title: titleOf(kind, definition?.displayName ?? 'Deleted type', row.value),
    value: row.value,
    url: row.url,
    referrer: row.referrer,
    occurredAt: row.occurred_at.toISOString(),
    receivedAt: new Date(timeOfId(row.id)).toISOString(),
    timeSource: timeSourceOfNumber(row.time_source),
    points: row.points,
    monetaryValue: row.monetary === null ? null : Number(row.monetary),
    currency: row.currency,
    data: row.data,
  }
}
