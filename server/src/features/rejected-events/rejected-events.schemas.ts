import { type Static, Type } from 'typebox'
import { trackingApis } from '../../domain/kinds.ts'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

export const RejectedEventSchema = Type.Object(
  {
    id: guidSchema(),
    api: Type.Enum([...trackingApis], { type: 'string' }),
    channelId: nullableGuidSchema('The channel of the API key. Null when there is no such channel any more.'),
    apiKey: nullableTextSchema('The name of the API key. Null when there is no such key any more.'),
    code: Type.String({ description: 'Why, as the sender was told.', examples: ['unknown_goal'] }),
    message: Type.String({ description: 'A sentence that says what to mend.' }),
    payload: nullableTextSchema(
      'What was sent: the item, as JSON, where only that was refused, else the body. Cut at 8 KiB. Null where nothing was read.',
    ),
    receivedAt: timeSchema(),
  },
  { additionalProperties: false },
)
export type RejectedEventView = Static<typeof RejectedEventSchema>

export const RejectedCountsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          code: Type.String(),
          count: Type.Integer({ minimum: 1, description: 'With those that are not in the list.' }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
