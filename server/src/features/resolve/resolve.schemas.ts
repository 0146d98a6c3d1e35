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
    id: Type.String({ description: 'Of what was found: the survivor, where an id was merged away.' }),
    title: Type.String({ examples: ['Ada Lovelace'] }),
    detail: Type.Unsafe<string | null>({
      type: ['string', 'null'],
      description: 'What else tells it apart: its code name, for example.',
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
