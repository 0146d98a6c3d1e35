import { type Static, Type } from 'typebox'
import { activityKinds } from '../../domain/kinds.ts'
import { ActivitySchema } from '../shared/activity.ts'
import { nullableGuidSchema, nullableTextSchema, nullableTimeSchema, timeSchema } from '../shared/schemas.ts'

const UtmSchema = Type.Object(
  {
    source: nullableTextSchema(null, { examples: ['newsletter'] }),
    medium: nullableTextSchema(null, { examples: ['email'] }),
    campaign: nullableTextSchema(null, { examples: ['spring'] }),
    term: nullableTextSchema(null, { examples: [null] }),
    content: nullableTextSchema(null, { examples: ['top-link'] }),
  },
  {
    additionalProperties: false,
    description: 'Of the address with which the visit began; null without any.',
  },
)

export const ListedActivitySchema = Type.Object(
  {
    ...ActivitySchema.properties,
    contact: Type.Object(
      {
        displayName: Type.String({ examples: ['Ada Lovelace'] }),
        known: Type.Boolean({ description: 'Identified.' }),
      },
      { additionalProperties: false },
    ),
    visit: Type.Object(
      {
        campaignId: nullableGuidSchema('The campaign that brought the visitor.'),
        campaign: nullableTextSchema('Its display name.', { examples: ['Spring campaign'] }),
        utm: Type.Unsafe<Static<typeof UtmSchema> | null>({ ...UtmSchema, type: ['object', 'null'] }),
        robot: Type.Boolean({ description: 'By its user agent.' }),
        startedAt: nullableTimeSchema('Null, as the next two, where the visit is not there any more.'),
        durationMs: Type.Unsafe<number | null>({ type: ['integer', 'null'], description: 'So far.' }),
        points: Type.Unsafe<number | null>({
          type: ['integer', 'null'],
          description: 'Of all that was done in it, so far.',
        }),
      },
      { additionalProperties: false },
    ),
  },
  { $id: 'ListedActivity', additionalProperties: false },
)
export type ListedActivity = Static<typeof ListedActivitySchema>

export const HistogramSchema = Type.Object(
  {
    step: Type.Enum(['hour', 'day'], {
      type: 'string',
      description: 'Hours up to four days, days beyond. Days are those of the setting `reports.timeZone`.',
    }),
    buckets: Type.Array(
      Type.Object(
        {
          from: timeSchema(),
          to: timeSchema('Exclusive.'),
          counts: Type.Partial(
            Type.Object(
              Object.fromEntries(activityKinds.map((kind) => [kind, Type.Integer({ minimum: 0 })])),
            ),
            { additionalProperties: false, description: 'By kind; kinds without any are missing.' },
          ),
        },
        { additionalProperties: false },
      ),
      { description: 'All hours or days that the time touches, as whole ones, in order.' },
    ),
  },
  { $id: 'ActivityHistogram', additionalProperties: false },
)
export type ActivityHistogram = Static<typeof HistogramSchema>
