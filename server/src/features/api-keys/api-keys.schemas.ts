import { type Static, Type } from 'typebox'
import { parseOrigin } from '../../catalogue/origins.ts'
import { Name, RateLimit } from '../../catalogue/provisioning/document.schemas.ts'
import {
  etagSchema,
  guidSchema,
  nullableGuidSchema,
  nullableTextSchema,
  timeSchema,
} from '../shared/schemas.ts'

const key = {
  id: guidSchema(),
  channelId: guidSchema('The channel that it belongs to.'),
  name: Type.String({ examples: ['Web shop'] }),
  access: Type.Enum(['sitecore', 'tracking', 'published', 'draft'], {
    type: 'string',
    description: '`sitecore`: public, for `sc_apikey`. `tracking`: a secret, for the Xperience API.',
  }),
  publicKey: nullableGuidSchema('Of access `sitecore`, which every page carries. The others are secrets.'),
  enabled: Type.Boolean({ examples: [true] }),
  corsOrigins: Type.Array(Type.String({ examples: ['https://www.example.com'] }), {
    description:
      'Of access `sitecore`: the origins whose pages may send with it, or `*`. Empty: none is listed.',
  }),
  rateLimit: Type.Unsafe<number | null>({
    type: ['integer', 'null'],
    description: 'Requests a second that it may send, in each process. Null is no limit.',
    examples: [null],
  }),
  createdAt: timeSchema(),
  modifiedAt: timeSchema(),
  etag: etagSchema,
}

export const ApiKeySchema = Type.Object(key, { additionalProperties: false })
export type ApiKeyView = Static<typeof ApiKeySchema>

export const MadeApiKeySchema = Type.Object(
  {
    ...key,
    secret: nullableTextSchema('The key itself, where it is a secret: in this reply only, and never again.', {
      examples: ['wm_track_4vZ8Yq1mN0sT7bXc'],
    }),
  },
  { additionalProperties: false },
)
export type MadeApiKey = Static<typeof MadeApiKeySchema>

const Origin = Type.Refine(
  Type.String({ maxLength: 300, description: 'a full origin, such as http://localhost:3000, or *' }),
  (text) => parseOrigin(text) !== null,
)
/** As many as a provisioning file has room for. */
const Origins = Type.Refine(
  Type.Array(Origin, { maxItems: 500 }),
  (origins) => origins.join(';').length <= 10_000,
)

export const NewApiKeySchema = Type.Object(
  {
    channelId: Type.String({ maxLength: 64, description: 'the GUID of a channel' }),
    name: Name,
    access: Type.Enum(['sitecore', 'tracking'], { type: 'string' }),
    corsOrigins: Type.Optional(Origins),
    rateLimit: Type.Optional(Type.Union([RateLimit, Type.Null()])),
  },
  {
    additionalProperties: false,
    examples: [
      {
        channelId: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
        name: 'Web shop',
        access: 'sitecore',
        corsOrigins: ['https://www.example.com'],
      },
    ],
  },
)

export const ApiKeyChangesSchema = Type.Object(
  {
    name: Type.Optional(Name),
    enabled: Type.Optional(Type.Boolean()),
    corsOrigins: Type.Optional(Origins),
    rateLimit: Type.Optional(Type.Union([RateLimit, Type.Null()])),
  },
  { additionalProperties: false, examples: [{ enabled: false }] },
)
export type ApiKeyChanges = Static<typeof ApiKeyChangesSchema>
