import { type Static, Type } from 'typebox'

export const hitTypes = [
  'contact',
  'visit',
  'request',
  'rejectedEvent',
  'channel',
  'consent',
  'goal',
  'event',
  'outcome',
  'campaign',
  'activityType',
] as const

const HitSchema = Type.Object(
  {
    type: Type.Enum([...hitTypes], { type: 'string' }),
    id: Type.String({
      description: 'Of what was found: the survivor, where an id was merged away.',
      examples: ['0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'],
    }),
    title: Type.String({ examples: ['Ada Lovelace'] }),
    detail: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'What else tells it apart: its code name, for example.',
      examples: ['ada@example.com'],
    }),
    exact: Type.Boolean({ description: 'The text is its id, key, e-mail address or identifier.' }),
  },
  { additionalProperties: false },
)
export type Hit = Static<typeof HitSchema>

export const ResolvedSchema = Type.Object(
  {
    items: Type.Array(HitSchema, { description: 'What matches exactly comes first.' }),
    isId: Type.Boolean({ description: 'The text is a GUID, in whatever notation.' }),
  },
  { $id: 'Resolved', additionalProperties: false },
)
export type Resolved = Static<typeof ResolvedSchema>
