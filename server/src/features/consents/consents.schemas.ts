import { type Static, Type } from 'typebox'
import { guidSchema } from '../shared/schemas.ts'

export const ConsentSchema = Type.Object(
  {
    id: guidSchema(),
    name: Type.String({ description: 'The code name, which clients send.', examples: ['TrackingConsent'] }),
    displayName: Type.String({ examples: ['Tracking'] }),
    languages: Type.Array(Type.String({ examples: ['en'] }), {
      description: 'The codes of those in which it has a text.',
    }),
    isDemo: Type.Boolean({ description: 'Made by the demo.' }),
  },
  { additionalProperties: false },
)

export type ConsentView = Static<typeof ConsentSchema>
