import { type Static, Type } from 'typebox'
import { ActivitySchema } from '../shared/activity.ts'
import { guidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

const monetarySchema = Type.Unsafe<Record<string, number>>({
  type: 'object',
  additionalProperties: { type: 'number' },
  description: 'By currency.',
  examples: [{ USD: 1337 }],
})

/** What was done there, oldest first. */
const doneThere = {
  activities: Type.Array(ActivitySchema, { description: 'Oldest first.' }),
  unlistedIds: Type.Array(guidSchema(), {
    description:
      'Which of them their definition keeps out of lists (`showInEventsList`). They count all the same.',
  }),
  points: Type.Integer({ description: 'Of all that was done there, the page view too.' }),
  monetary: monetarySchema,
}

const VisitPageSchema = Type.Object(
  {
    id: guidSchema('Of the page view.'),
    url: nullableTextSchema(null, { examples: ['https://www.example.com/products'] }),
    title: nullableTextSchema('As the client called the page.', { examples: ['Products'] }),
    pageId: nullableTextSchema('The item that the client named.', {
      examples: ['110d559f-dea5-42ea-9c1c-8a5df7e70ef9'],
    }),
    startedAt: timeSchema(),
    durationMs: Type.Integer({
      minimum: 0,
      description: 'Until the next page; of the last page until the last activity of the visit.',
    }),
    ...doneThere,
  },
  { additionalProperties: false },
)
export type VisitPage = Static<typeof VisitPageSchema>

const WithoutPageSchema = Type.Object(
  { durationMs: Type.Integer({ minimum: 0, description: 'Until the first page.' }), ...doneThere },
  { additionalProperties: false, description: 'What was done before the first page, or without one.' },
)
export type WithoutPage = Static<typeof WithoutPageSchema>

export const VisitPagesSchema = Type.Object(
  {
    visitId: guidSchema(),
    contactId: guidSchema('After a merge the surviving one.'),
    withoutPage: WithoutPageSchema,
    pages: Type.Array(VisitPageSchema, { description: 'In the order in which they were seen.' }),
    moreActivities: Type.Integer({
      minimum: 0,
      description: 'How many later ones are left out of a visit of more than 2,000 activities.',
    }),
  },
  { $id: 'VisitPages', additionalProperties: false },
)
export type VisitPages = Static<typeof VisitPagesSchema>
