import { type Static, Type } from 'typebox'
import { ActivitySchema } from '../shared/activity.ts'
import { nullableTextSchema } from '../shared/schemas.ts'
import { visitMembers } from '../shared/visit.schemas.ts'

export const TimelineVisitSchema = Type.Object(
  {
    ...visitMembers,
    activities: Type.Array(ActivitySchema, { maxItems: 100, description: 'The newest 100, newest first.' }),
    moreActivities: Type.Integer({ minimum: 0, description: 'How many older ones it has.' }),
  },
  { $id: 'TimelineVisit', additionalProperties: false },
)
export type TimelineVisit = Static<typeof TimelineVisitSchema>

export const VisitDetailsSchema = Type.Object(
  {
    ...visitMembers,
    address: nullableTextSchema(
      'The address of the client, as far as the setting `addresses.store` keeps it. Null for other roles than `admin` ' +
        'and `privacy`.',
      { examples: ['203.0.113.0'] },
    ),
  },
  { $id: 'VisitDetails', additionalProperties: false },
)
export type VisitDetails = Static<typeof VisitDetailsSchema>
