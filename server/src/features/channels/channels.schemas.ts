import { type Static, Type } from 'typebox'
import { parseOrigin } from '../../catalogue/origins.ts'
import { CodeName, Id, LanguageCode, Name } from '../../catalogue/provisioning/document.schemas.ts'
import { trackingApis } from '../../domain/kinds.ts'
import { etagSchema, guidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

export const ChannelSchema = Type.Object(
  {
    id: guidSchema('What the Xperience API takes as `channel`.'),
    name: Type.String({ examples: ['Web shop'] }),
    codeName: Type.String({ examples: ['web-shop'] }),
    language: nullableTextSchema('The code of its primary language. Null is the default one.', {
      examples: ['en'],
    }),
    requireConsent: nullableTextSchema('The code name of the consent without which nothing is stored.', {
      examples: ['TrackingConsent'],
    }),
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
  {
    additionalProperties: false,
    examples: [{ name: 'Web shop', language: 'en', requireConsent: 'TrackingConsent' }],
  },
)

export const ChannelChangesSchema = Type.Object(
  { name: Type.Optional(Name), ...changeable },
  { additionalProperties: false, examples: [{ name: 'Shop', requireConsent: null }] },
)

const Origin = Type.Refine(
  Type.String({ maxLength: 300, description: 'a full origin, such as http://localhost:3000' }),
  (text) => text !== '*' && parseOrigin(text) !== null,
)

export const OriginSchema = Type.Object(
  { api: Type.Enum([...trackingApis], { type: 'string' }), origin: Origin },
  { additionalProperties: false, examples: [{ api: 'sitecore', origin: 'https://www.example.com' }] },
)

export const ListedOriginSchema = Type.Object(
  {
    origin: Type.String({ description: 'As browsers write it.', examples: ['https://www.example.com'] }),
    changed: Type.Boolean({ description: 'False where it was so already.' }),
    places: Type.Array(Type.String({ examples: ['Web shop'] }), {
      description: 'The lists that it is about: names of keys, or the setting `headless.corsAllowedOrigins`.',
    }),
  },
  { additionalProperties: false },
)
export type ListedOrigin = Static<typeof ListedOriginSchema>
