import { type Static, Type } from 'typebox'
import { guidSchema, nullableTimeSchema, timeSchema } from '../shared/schemas.ts'

const countSchema = (description?: string) =>
  Type.Integer({ minimum: 0, ...(description !== undefined && { description }) })

export const HealthSchema = Type.Object(
  {
    minutes: Type.Array(
      Type.Object(
        {
          minute: timeSchema('When it begins.'),
          accepted: countSchema('Also those of which only a part was accepted.'),
          filtered: countSchema('Robots and the like, and those withheld for want of a consent.'),
          refused: countSchema(),
          failed: countSchema(),
        },
        { additionalProperties: false },
      ),
      { description: 'Requests that this process answered in the last 60 minutes, oldest first.' },
    ),
    since: timeSchema('When this process began to count.'),
    isStoring: Type.Boolean({ description: 'False while the database takes nothing.', examples: [true] }),
    queue: Type.Object(
      { commands: countSchema(), activities: countSchema() },
      { additionalProperties: false, description: 'What was accepted and is not committed yet.' },
    ),
    rejected: countSchema(
      'Events that were refused or failed in the last 60 minutes, those of the demo not counted.',
    ),
    channels: Type.Array(
      Type.Object(
        {
          id: guidSchema(),
          name: Type.String({ examples: ['Web shop'] }),
          lastEventAt: nullableTimeSchema('Null before the first one.'),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type Health = Static<typeof HealthSchema>
