import { type Static, Type } from 'typebox'
import { Description, Id, Name, Points } from '../../catalogue/provisioning/document.schemas.ts'
import { definitionKinds } from '../../domain/kinds.ts'
import { guidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

const Kind = Type.Enum([...definitionKinds], { type: 'string' })

export const DefinitionSchema = Type.Object(
  {
    id: guidSchema('What clients may send in place of the name.'),
    kind: Kind,
    name: Type.String({ description: 'What clients send.' }),
    displayName: Type.String(),
    description: Type.String(),
    points: Type.Integer({ description: 'Of goals and events.' }),
    era: nullableTextSchema('Of outcomes: the label of the era that it starts.'),
    trafficChannel: nullableTextSchema('Of campaigns.'),
    enabled: Type.Boolean(),
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
  { additionalProperties: false },
)
export type NewDefinition = Static<typeof NewDefinitionSchema>
