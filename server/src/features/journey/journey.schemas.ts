import { type Static, Type } from 'typebox'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

const monetarySchema = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'number' },
  description: 'Sums of outcomes by currency.',
  examples: [{ USD: 1337 }],
})
const pointsSchema = Type.Integer({ examples: [50] })
const countSchema = (description: string) => Type.Integer({ minimum: 0, description })

export const JourneyMarkSchema = Type.Object(
  {
    kind: Type.Enum(['visit', 'goal', 'outcome', 'campaign'], { type: 'string' }),
    id: guidSchema('Of the visit or the activity; of several the first one’s.'),
    visitId: guidSchema(),
    at: timeSchema(),
    until: timeSchema('A visit’s last activity; of several marks the end of the last one.'),
    count: Type.Integer({ minimum: 1, description: 'How many the picture could not tell apart.' }),
    names: Type.Array(
      Type.Object(
        { name: Type.String(), count: Type.Integer({ minimum: 1 }) },
        { additionalProperties: false },
      ),
      {
        maxItems: 3,
        description:
          'Display names of the definitions, of visits those of the channels; the most frequent first.',
        examples: [[{ name: 'Registration', count: 1 }]],
      },
    ),
    points: pointsSchema,
    monetary: monetarySchema,
    pageViews: countSchema('Of visits.'),
    url: nullableTextSchema('Where it happened, of a visit its first page; null for several.', {
      examples: ['https://www.example.com/products'],
    }),
    robot: Type.Boolean({ description: 'A robot’s visit.' }),
    open: Type.Boolean({ description: 'A visit that may still go on.' }),
  },
  { $id: 'JourneyMark', additionalProperties: false },
)
export type JourneyMark = Static<typeof JourneyMarkSchema>

export const JourneyEraSchema = Type.Object(
  {
    label: Type.String({ examples: ['Unknown contact'] }),
    place: Type.Integer({
      minimum: 0,
      description: 'Its place among all eras of the contact; 0 is the first one.',
    }),
    definitionId: nullableGuidSchema('The outcome that started it; null for the first era.'),
    from: timeSchema(),
    until: nullableTextSchema('Null while it goes on.', { format: 'date-time' }),
    visits: countSchema('That began in it.'),
    points: pointsSchema,
    monetary: monetarySchema,
  },
  { $id: 'JourneyEra', additionalProperties: false },
)
export type JourneyEra = Static<typeof JourneyEraSchema>

const GapSchema = Type.Object({ from: timeSchema(), until: timeSchema() }, { additionalProperties: false })

export const JourneySchema = Type.Object(
  {
    contactId: guidSchema('After a merge the surviving contact.'),
    from: timeSchema('Where the picture begins.'),
    to: timeSchema('Where it ends.'),
    firstAt: nullableTextSchema('The first activity of all.', { format: 'date-time' }),
    lastAt: nullableTextSchema('The last activity of all.', { format: 'date-time' }),
    eras: Type.Array(JourneyEraSchema, {
      maxItems: 100,
      description:
        'Those that the picture shows, in order. The first one of all begins with the first activity.',
    }),
    identifications: Type.Array(
      Type.Object(
        {
          at: timeSchema(),
          mergedId: nullableGuidSchema(
            'The contact that turned out to be this one; null where it named itself.',
          ),
        },
        { additionalProperties: false },
      ),
      {
        maxItems: 100,
        description: 'When it was identified first, and when others turned out to be the same.',
      },
    ),
    marks: Type.Array(JourneyMarkSchema, { maxItems: 400, description: 'In order of time.' }),
    gaps: Type.Array(GapSchema, {
      maxItems: 200,
      description:
        'Pauses over 14 days and over four times the median pause, in the whole history; of more the longest.',
    }),
    totals: Type.Object(
      {
        visits: countSchema('That the picture shows a part of at least; robots’ included.'),
        robotVisits: countSchema('Of these, robots’.'),
        activities: countSchema('In these visits.'),
        points: pointsSchema,
        goals: countSchema('In the picture.'),
        outcomes: countSchema('In the picture.'),
        campaigns: countSchema('In the picture.'),
        monetary: monetarySchema,
      },
      { additionalProperties: false },
    ),
    density: Type.Array(Type.Integer({ minimum: 0 }), {
      maxItems: 200,
      description:
        'Activities in as many equal parts of the time from `firstAt` until now; empty before the first one.',
      examples: [[4, 0, 12, 1]],
    }),
  },
  { $id: 'Journey', additionalProperties: false },
)
export type Journey = Static<typeof JourneySchema>
