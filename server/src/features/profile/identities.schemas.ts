import { type Static, Type } from 'typebox'
import { trackingApis } from '../../domain/kinds.ts'
import {
  guidSchema,
  nullableGuidSchema,
  nullableTextSchema,
  nullableTimeSchema,
  timeSchema,
} from '../shared/schemas.ts'
import { visitMembers } from '../shared/visit.schemas.ts'

const IdentifierSchema = Type.Object(
  {
    source: Type.String({ examples: ['email', 'xDB.Tracker'] }),
    identifier: Type.String({ examples: ['ada@example.com'] }),
    type: Type.Enum(['known', 'anonymous'], { type: 'string' }),
    identifiedAt: nullableTimeSchema('When it was said first; null where that was not noted.'),
  },
  { additionalProperties: false },
)

const DeviceSchema = Type.Object(
  {
    id: guidSchema('The id that the client held.'),
    api: Type.Unsafe<(typeof trackingApis)[number] | null>({
      enum: [...trackingApis, null],
      description: 'Which tracking API made the id; null where it is no id of a contact.',
    }),
    visits: Type.Integer({ minimum: 0 }),
    firstSeenAt: nullableTimeSchema(),
    lastSeenAt: nullableTimeSchema(),
    channelIds: Type.Array(guidSchema()),
    device: visitMembers.device,
    location: visitMembers.location,
    actsForContactId: nullableGuidSchema(
      'Somebody else, for whom the device acts now: another person uses it. Null while it acts for this contact.',
    ),
  },
  { additionalProperties: false },
)

const MergeSchema = Type.Object(
  {
    mergedId: guidSchema('The id that names the other contact since.'),
    intoId: guidSchema('That contact; it may have been merged itself later.'),
    mergedAt: timeSchema(),
    source: nullableTextSchema('Of the identifier that both had; null for merges before it was noted.', {
      examples: ['email'],
    }),
  },
  { additionalProperties: false },
)

export const IdentitiesSchema = Type.Object(
  {
    contactId: guidSchema('After a merge the surviving one.'),
    identifiers: Type.Array(IdentifierSchema),
    devices: Type.Array(DeviceSchema, { maxItems: 200, description: 'The newest 200, last used first.' }),
    deviceCount: Type.Integer({ minimum: 0 }),
    merges: Type.Array(MergeSchema, { maxItems: 200, description: 'The newest 200, newest first.' }),
    mergeCount: Type.Integer({ minimum: 0 }),
  },
  { $id: 'ContactIdentities', additionalProperties: false },
)
export type Identities = Static<typeof IdentitiesSchema>
