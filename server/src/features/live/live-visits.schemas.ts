import { type Static, Type } from 'typebox'
import { nullableTextSchema } from '../shared/schemas.ts'
import { VisitSchema } from '../shared/visit.schemas.ts'

export const LiveVisitSchema = Type.Object(
  {
    ...VisitSchema.properties,
    contactName: Type.String({ description: 'As lists call the contact.', examples: ['Ada Lovelace'] }),
    known: Type.Boolean({ description: 'The contact is identified.' }),
    campaign: nullableTextSchema('The name of the campaign that brought the visitor.', {
      examples: ['Spring campaign'],
    }),
  },
  { $id: 'LiveVisit', additionalProperties: false },
)
export type LiveVisit = Static<typeof LiveVisitSchema>
