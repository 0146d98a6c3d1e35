import { type Static, Type } from 'typebox'
import { Description, Id, Name, Points } from '../../catalogue/provisioning/document.schemas.ts'
import { definitionKinds } from '../../domain/kinds.ts'
import { guidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

const Kind = Type.Enum([...definitionKinds], { type: 'string' })

export const DefinitionSchema = Type.Object(
  {
    id: guidSchema('What clients may send in place of the name.'),
    kind: Kind,
    name: Type.String({ description: 'What clients send.', examples: ['Register'] }),
    displayName: Type.String({ examples: ['Registration'] }),
    description: Type.String({ examples: ['Somebody opened an account.'] }),
    points: Type.Integer({ description: 'Of goals and events.', examples: [50] }),
    era: nullableTextSchema('Of outcomes: the label of the era that it starts.', { examples: [null] }),
    trafficChannel: nullableTextSchema('Of campaigns.', { examples: [null] }),
    enabled: Type.Boolean({ examples: [true] }),
    builtIn: Type.Boolean(),
    provisional: Type.Boolean({ description: 'A name that a client sent, and nobody has confirmed.' }),
    isDemo: Type.Boolean({ description: 'Made by the demo.' }),
    createdAt: timeSchema(),
  },
  { additionalProperties: false },
)
export type DefinitionView = Static<typeof DefinitionSchema>

export const NewDefinitionSchema = Type.Object(
  {
    kind: Kind,
    id: Type.Optional(Id),
    name: Name,
    displayName: Type.Optional(Name),
    description: Type.Optional(Description),
    points: Type.Optional(Points),
    era: Type.Optional(Type.Union([Name, Type.Null()])),
    trafficChannel: Type.Optional(Type.Union([Name, Type.Null()])),
  },
  {
    additionalProperties: false,
    examples: [{ kind: 'goal', name: 'Register', displayName: 'Registration', points: 50 }],
  },
)
export type NewDefinition = Static<typeof NewDefinitionSchema>
