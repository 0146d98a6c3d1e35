import { type Static, type TObject, Type } from 'typebox'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from './schemas.ts'

const DeviceSchema = Type.Object(
  {
    type: nullableTextSchema('`desktop`, `mobile`, `tablet`, `tv`, `bot`.', { examples: ['desktop'] }),
    vendor: nullableTextSchema(null, { examples: ['Apple'] }),
    model: nullableTextSchema(null, { examples: ['Macintosh'] }),
    browser: nullableTextSchema(null, { examples: ['Safari'] }),
    browserVersion: nullableTextSchema(null, { examples: ['26.0'] }),
    system: nullableTextSchema(null, { examples: ['macOS'] }),
    systemVersion: nullableTextSchema(null, { examples: ['26.0'] }),
  },
  { additionalProperties: false, description: 'As far as the user agent says; null where it says nothing.' },
)

const LocationSchema = Type.Object(
  {
    country: nullableTextSchema('ISO 3166-1 alpha-2.', { examples: ['GB'] }),
    region: nullableTextSchema('In English.', { examples: ['England'] }),
    city: nullableTextSchema('In English.', { examples: ['London'] }),
  },
  {
    additionalProperties: false,
    description: 'Where the address of the client is; null without a database of places (`WAYMARK_GEOIP`).',
  },
)

export const visitMembers = {
  id: guidSchema(),
  contactId: guidSchema('After a merge the surviving contact.'),
  channelId: nullableGuidSchema(),
  channelName: nullableTextSchema(null, { examples: ['Web shop'] }),
  deviceId: guidSchema('The id that the client held.'),
  startedAt: timeSchema(),
  endedAt: timeSchema('Its last activity, so far.'),
  durationMs: Type.Integer({ minimum: 0 }),
  pageViews: Type.Integer({ minimum: 0 }),
  activityCount: Type.Integer({ minimum: 0, description: 'Page views too.' }),
  points: Type.Integer(),
  campaignId: nullableGuidSchema('The campaign that brought the visitor.'),
  campaignName: nullableTextSchema('Its display name.', { examples: ['Spring campaign'] }),
  trafficChannel: Type.String({
    description: 'How the visitor came: the traffic channel of the campaign, else by the referrer.',
    examples: ['Direct', 'Organic search', 'email'],
  }),
  landingUrl: nullableTextSchema('Of the first page.', { examples: ['https://www.example.com/'] }),
  exitUrl: nullableTextSchema('Of the last page, so far.', {
    examples: ['https://www.example.com/products'],
  }),
  referrer: nullableTextSchema(null, { examples: ['https://search.example/'] }),
  robot: Type.Boolean({ description: 'By its user agent. Judged on the Sitecore API only.' }),
  device: nullable(DeviceSchema),
  location: nullable(LocationSchema),
  open: Type.Boolean({ description: 'The next activity of the device may still belong to it.' }),
  endedBy: Type.Unsafe<'flush' | 'timeout' | null>({
    type: ['string', 'null'],
    enum: ['flush', 'timeout', null],
    description: 'Null while it is open. A visit that was ended in the admin was flushed, too.',
  }),
}

export const VisitSchema = Type.Object(visitMembers, { $id: 'Visit', additionalProperties: false })
export type Visit = Static<typeof VisitSchema>

function nullable<Schema extends TObject>(schema: Schema) {
  return Type.Unsafe<Static<Schema> | null>({ ...schema, type: ['object', 'null'] })
}
