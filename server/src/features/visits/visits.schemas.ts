import { type Static, type TObject, Type } from 'typebox'
import { ActivitySchema } from '../shared/activity.ts'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

const DeviceSchema = Type.Object(
  {
    type: nullableTextSchema('`desktop`, `mobile`, `tablet`, `tv`, `bot`.'),
    vendor: nullableTextSchema(),
    model: nullableTextSchema(),
    browser: nullableTextSchema(),
    browserVersion: nullableTextSchema(),
    system: nullableTextSchema(),
    systemVersion: nullableTextSchema(),
  },
  { additionalProperties: false, description: 'As far as the user agent says; null where it says nothing.' },
)

const LocationSchema = Type.Object(
  {
    country: nullableTextSchema('ISO 3166-1 alpha-2.'),
    region: nullableTextSchema('In English.'),
    city: nullableTextSchema('In English.'),
  },
  {
    additionalProperties: false,
    description: 'Where the address of the client is; null without a database of places (`WAYMARK_GEOIP`).',
  },
)

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
  robot: Type.Boolean({ description: 'By its user agent. Judged on the Sitecore API only.' }),
  device: nullable(DeviceSchema),
  location: nullable(LocationSchema),
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

export const VisitDetailsSchema = Type.Object(
  {
    ...visitMembers,
    address: nullableTextSchema(
      'The address of the client, as far as the setting `addresses.store` keeps it. Null for other roles than `admin` ' +
        'and `privacy`.',
    ),
  },
  { $id: 'VisitDetails', additionalProperties: false },
)
export type VisitDetails = Static<typeof VisitDetailsSchema>

function nullable<Schema extends TObject>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: ['object', 'null'] })
}
