import { type Static, Type } from 'typebox'
import type { JsonObject } from '../../domain/json.ts'
import {
  guidSchema,
  nullableGuidSchema,
  nullableTextSchema,
  nullableTimeSchema,
  timeSchema,
} from '../shared/schemas.ts'

const contactMembers = {
  id: guidSchema(),
  displayName: Type.String({
    description: 'The names, else the e-mail address, else an identifier, else when it was created.',
    examples: ['Ada Lovelace', 'crm: 4711', 'Anonymous - 2026-11-22 09:30:00.000'],
  }),
  known: Type.Boolean({
    description: 'Identified: it has an e-mail address or another identifier.',
    examples: [true],
  }),
  email: nullableTextSchema(null, { examples: ['ada@example.com'] }),
  firstName: nullableTextSchema(null, { examples: ['Ada'] }),
  middleName: nullableTextSchema(null, { examples: [null] }),
  lastName: nullableTextSchema(null, { examples: ['Lovelace'] }),
  birthday: nullableTextSchema('`YYYY-MM-DD`.', { format: 'date' }),
  gender: nullableTextSchema(null, { examples: [null] }),
  jobTitle: nullableTextSchema(null, { examples: ['Chief engineer'] }),
  companyName: nullableTextSchema(null, { examples: ['Analytical Engines'] }),
  mobilePhone: nullableTextSchema(null, { examples: [null] }),
  businessPhone: nullableTextSchema(null, { examples: ['+44 20 7946 0958'] }),
  address1: nullableTextSchema(null, { examples: ['12 St James’s Square'] }),
  city: nullableTextSchema(null, { examples: ['London'] }),
  zip: nullableTextSchema(null, { examples: ['SW1Y 4LB'] }),
  country: nullableTextSchema('ISO 3166-1 alpha-3.', { examples: ['GBR'] }),
  state: nullableTextSchema('Two letters, USA only.', { examples: [null] }),
  notes: nullableTextSchema(null, { examples: [null] }),
  fields: Type.Unsafe<JsonObject>({
    type: 'object',
    description: 'The fields that this installation added.',
    examples: [{ loyaltyLevel: 'gold' }],
  }),
  identifiers: Type.Array(
    Type.Object(
      {
        source: Type.String({ examples: ['email', 'xDB.Tracker'] }),
        identifier: Type.String({ examples: ['ada@example.com'] }),
        type: Type.Enum(['known', 'anonymous'], { type: 'string' }),
      },
      { additionalProperties: false },
    ),
  ),
  createdAt: timeSchema(),
  firstSeenAt: nullableTimeSchema('Its first activity.'),
  lastActivityAt: nullableTimeSchema(),
  visitCount: Type.Integer({ minimum: 0 }),
  activityCount: Type.Integer({ minimum: 0 }),
  totalPoints: Type.Integer(),
  totalMonetary: Type.Unsafe<Record<string, number>>({
    type: 'object',
    additionalProperties: { type: 'number' },
    description: 'By currency.',
    examples: [{ USD: 1337 }],
  }),
  classification: Type.Enum(['human', 'robot', 'unknown'], {
    type: 'string',
    description: '`human` since a sign of a person; `robot` while all its visits are those of robots.',
  }),
  mergedIds: Type.Array(guidSchema(), {
    description: 'Ids that named a contact once and name this one since a merge.',
  }),
}

export const ContactSchema = Type.Object(contactMembers, { $id: 'Contact', additionalProperties: false })
export type Contact = Static<typeof ContactSchema>

const LatestVisitSchema = Type.Object(
  {
    id: guidSchema(),
    startedAt: timeSchema(),
    durationMs: Type.Integer({ minimum: 0 }),
    pageViews: Type.Integer({ minimum: 0 }),
    points: Type.Integer(),
    channelId: nullableGuidSchema(),
    campaignId: nullableGuidSchema('The campaign that brought the visitor.'),
    trafficChannel: Type.String({
      description: 'How the visitor came: the traffic channel of the campaign, else what the referrer says.',
      examples: ['Email newsletter', 'Organic search', 'Direct'],
    }),
    deviceType: nullableTextSchema('`desktop`, `mobile`, `tablet`, `tv` …', { examples: ['desktop'] }),
    country: nullableTextSchema('ISO 3166-1 alpha-2.', { examples: ['GB'] }),
    city: nullableTextSchema('In English.', { examples: ['London'] }),
    open: Type.Boolean({ description: 'The next activity of the device may still belong to it.' }),
  },
  { additionalProperties: false, description: 'Null for a contact that never visited.' },
)

const AgreedConsentSchema = Type.Object(
  { consentId: guidSchema(), displayName: Type.String({ examples: ['Tracking'] }), agreedAt: timeSchema() },
  { additionalProperties: false },
)

export const ContactListItemSchema = Type.Object(
  {
    ...contactMembers,
    consents: Type.Optional(
      Type.Array(AgreedConsentSchema, {
        description: 'Those agreed to now, the newest first; only with `include=consents`.',
      }),
    ),
    latestVisit: Type.Unsafe<Static<typeof LatestVisitSchema> | null>({
      ...LatestVisitSchema,
      type: ['object', 'null'],
    }),
  },
  { $id: 'ContactListItem', additionalProperties: false },
)
export type ContactListItem = Static<typeof ContactListItemSchema>
