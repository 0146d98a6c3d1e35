import { type Static, Type } from 'typebox'
import { parseOrigin } from '../../catalogue/origins.ts'
import { CodeName, Id, LanguageCode, Name } from '../../catalogue/provisioning/document.schemas.ts'
import { trackingApis } from '../../domain/kinds.ts'
import { etagSchema, guidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

export const ChannelSchema = Type.Object(
  {
    id: guidSchema('What the Xperience API takes as `channel`.'),
    name: Type.String(),
    codeName: Type.String(),
    language: nullableTextSchema('The code of its primary language. Null is the default one.'),
    requireConsent: nullableTextSchema('The code name of the consent without which nothing is stored.'),
    allowProvisional: Type.Boolean({
      description:
        'Whether names that nobody has defined are accepted, and wait for a person to confirm them.',
    }),
    isDemo: Type.Boolean({ description: 'Made by the demo.' }),
    createdAt: timeSchema(),
    etag: etagSchema,
  },
  { additionalProperties: false },
)
export type ChannelView = Static<typeof ChannelSchema>

const changeable = {
  codeName: Type.Optional(CodeName),
  language: Type.Optional(Type.Union([LanguageCode, Type.Null()])),
  requireConsent: Type.Optional(Type.Union([Name, Type.Null()])),
  allowProvisional: Type.Optional(Type.Boolean()),
}

export const NewChannelSchema = Type.Object(
  { id: Type.Optional(Id), name: Name, ...changeable },
  { additionalProperties: false },
)

export const ChannelChangesSchema = Type.Object(
  { name: Type.Optional(Name), ...changeable },
  { additionalProperties: false },
)

const Origin = Type.Refine(
  Type.String({ maxLength: 300, description: 'a full origin, such as http://localhost:3000' }),
  (text) => text !== '*' && parseOrigin(text) !== null,
)

export const OriginToAllowSchema = Type.Object(
  { api: Type.Enum([...trackingApis], { type: 'string' }), origin: Origin },
  { additionalProperties: false },
)

export const AllowedOriginSchema = Type.Object(
  {
    origin: Type.String({ description: 'As browsers write it.' }),
    changed: Type.Boolean({ description: 'False where it was allowed already.' }),
    places: Type.Array(Type.String(), {
      description: 'Where it is listed now: the names of keys, or the setting `headless.corsAllowedOrigins`.',
    }),
  },
  { additionalProperties: false },
)
export type AllowedOrigin = Static<typeof AllowedOriginSchema>
