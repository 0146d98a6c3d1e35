import { type Static, Type } from 'typebox'
import { nullableTextSchema, timeSchema } from '../shared/schemas.ts'

export const DemoSchema = Type.Object(
  {
    state: Type.Enum(['absent', 'loading', 'loaded', 'incomplete', 'removing'], {
      type: 'string',
      examples: ['loaded'],
      description:
        '`incomplete`: loading or removing ended in the middle, and what is there can be removed. Another process may be the one that loads or removes.',
    }),
    progress: Type.Unsafe<{ done: number; total: number } | null>({
      type: ['object', 'null'],
      examples: [null],
      description: 'How far this process has come: visits that are stored, or contacts that are gone.',
      properties: { done: { type: 'integer' }, total: { type: 'integer' } },
      required: ['done', 'total'],
      additionalProperties: false,
    }),
    contacts: Type.Integer({
      description: 'Of the demo, as lists show them: those that were merged into others are not counted.',
    }),
    loadedAt: Type.Union([timeSchema(), Type.Null()], { description: 'When the newest one began.' }),
    holdsRealData: Type.Boolean({ description: 'Whether channels that are not the demo’s hold events.' }),
    failure: nullableTextSchema('Why the last loading or removing ended in the middle.'),
  },
  { additionalProperties: false },
)
export type DemoView = Static<typeof DemoSchema>

export const DemoRequestSchema = Type.Object(
  {
    contacts: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 20_000, description: 'How many people; 2,000 by default.' }),
    ),
    days: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 730, description: 'How many days they come in; 90 by default.' }),
    ),
    besideRealData: Type.Optional(
      Type.Boolean({
        description: 'Load it also where real visitors were tracked: it can be removed again.',
      }),
    ),
  },
  { additionalProperties: false, examples: [{ contacts: 500, days: 30 }] },
)
