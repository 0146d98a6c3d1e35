import { type Static, Type } from 'typebox'
import { ActivitySchema } from '../shared/activity.ts'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

const visitMembers = {
  id: guidSchema(),
  contactId: guidSchema('After a merge the surviving contact.'),
  channelId: nullableGuidSchema(),
  deviceId: guidSchema('The id that the client held.'),
  startedAt: timeSchema(),
  endedAt: timeSchema('Its last activity, so far.'),
  durationMs: Type.Integer({ minimum: 0 }),
  pageViews: Type.Integer({ minimum: 0 }),
  points: Type.Integer(),
  campaignId: nullableGuidSchema('The campaign that brought the visitor.'),
  landingUrl: nullableTextSchema('Of the first page.'),
  referrer: nullableTextSchema(),
  device: Type.Null({ description: 'Not recognised by this version.' }),
  location: Type.Null({ description: 'Not looked up by this version.' }),
  open: Type.Boolean({ description: 'The next activity of the device may still belong to it.' }),
}

export const VisitSchema = Type.Object(visitMembers, { $id: 'Visit', additionalProperties: false })
export type Visit = Static<typeof VisitSchema>

export const TimelineVisitSchema = Type.Object(
  {
    ...visitMembers,
    activities: Type.Array(ActivitySchema, { maxItems: 100, description: 'The newest 100, newest first.' }),
    moreActivities: Type.Integer({ minimum: 0, description: 'How many older ones it has.' }),
  },
  { $id: 'TimelineVisit', additionalProperties: false },
)
export type TimelineVisit = Static<typeof TimelineVisitSchema>
