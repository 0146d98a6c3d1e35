import { type Static, type TObject, Type } from 'typebox'
import { activityKinds } from '../../domain/kinds.ts'
import { ActivitySchema } from '../shared/activity.ts'
import { guidSchema, nullableTextSchema, nullableTimeSchema, timeSchema } from '../shared/schemas.ts'
import { VisitSchema } from '../shared/visit.schemas.ts'

const countSchema = Type.Integer({ minimum: 0 })

const MergedFromSchema = Type.Object(
  {
    id: guidSchema('The id that was asked for.'),
    mergedAt: timeSchema(),
    source: nullableTextSchema(
      'Of the identifier that both had: `email`, `crm` … Null for merges before it was noted.',
      { examples: ['email'] },
    ),
  },
  { additionalProperties: false, description: 'Null unless the id was merged into this contact.' },
)

const MetricsSchema = Type.Object(
  {
    points: Type.Integer({ description: 'The total value.' }),
    visits: countSchema,
    pointsPerVisit: nullableNumberSchema('Null without a visit.'),
    activities: countSchema,
    goals: countSchema,
    outcomes: countSchema,
    monetary: Type.Unsafe<Record<string, number>>({
      type: 'object',
      additionalProperties: { type: 'number' },
      description: 'What outcomes brought, by currency.',
      examples: [{ USD: 1337 }],
    }),
    averageDurationMs: nullableNumberSchema('Of its visits; null without one.'),
    daysActive: Type.Integer({ minimum: 0, description: 'Days with an activity.' }),
    firstSeenAt: nullableTimeSchema(),
    lastActivityAt: nullableTimeSchema(),
  },
  { additionalProperties: false },
)

const DefinitionCountSchema = Type.Object(
  {
    definitionId: guidSchema(),
    name: Type.String({ examples: ['Register'] }),
    displayName: Type.String({ examples: ['Registration'] }),
    count: Type.Integer({ minimum: 1 }),
    lastAt: timeSchema(),
  },
  { additionalProperties: false },
)
export type DefinitionCount = Static<typeof DefinitionCountSchema>

const TopPageSchema = Type.Object(
  {
    url: Type.String({
      description: 'Without query and fragment.',
      examples: ['https://www.example.com/products'],
    }),
    views: Type.Integer({ minimum: 1 }),
    lastAt: timeSchema(),
  },
  { additionalProperties: false },
)

const SourceSchema = Type.Object(
  {
    trafficChannel: Type.String({ examples: ['Organic search'] }),
    visits: Type.Integer({ minimum: 1 }),
    lastAt: timeSchema(),
  },
  { additionalProperties: false },
)

const KeywordSchema = Type.Object(
  {
    keyword: Type.String({ maxLength: 200, examples: ['calculator'] }),
    origin: Type.Enum(['paid', 'search', 'internal'], {
      type: 'string',
      description:
        '`utm_term` of the landing page, what a search engine tells, or the value of the event `Search`.',
    }),
    count: Type.Integer({ minimum: 1 }),
    lastAt: timeSchema(),
  },
  { additionalProperties: false },
)

const DaySchema = Type.Object(
  {
    day: Type.String({ format: 'date', examples: ['2026-11-22'] }),
    activities: Type.Integer({ minimum: 1 }),
  },
  { additionalProperties: false },
)

const ConsentInForceSchema = Type.Object(
  { consentId: guidSchema(), displayName: Type.String({ examples: ['Tracking'] }), agreedAt: timeSchema() },
  { additionalProperties: false },
)

export const OverviewSchema = Type.Object(
  {
    contactId: guidSchema('The contact; after a merge the surviving one.'),
    mergedFrom: nullable(MergedFromSchema),
    metrics: MetricsSchema,
    kinds: Type.Object(Object.fromEntries(activityKinds.map((kind) => [kind, countSchema])), {
      additionalProperties: false,
      description: 'How many activities of each kind.',
    }),
    countsAreComplete: Type.Boolean({
      description: 'False: kinds, goals, campaigns, pages and days count the newest 100,000 activities only.',
    }),
    latestVisit: nullable(VisitSchema),
    latestEvents: Type.Array(ActivitySchema, {
      maxItems: 10,
      description: 'The newest 10, of definitions that `showAsLatestEvent`.',
    }),
    goals: Type.Array(DefinitionCountSchema, { maxItems: 100, description: 'The most frequent first.' }),
    campaigns: Type.Array(DefinitionCountSchema, { maxItems: 3, description: 'The newest 3.' }),
    sources: Type.Array(SourceSchema, { maxItems: 20, description: 'How its newest 5,000 visits came.' }),
    keywords: Type.Array(KeywordSchema, { maxItems: 20 }),
    topPages: Type.Array(TopPageSchema, { maxItems: 5 }),
    timeZone: Type.String({
      description: 'In which days are days: the setting `reports.timeZone`.',
      examples: ['Europe/Paris'],
    }),
    today: Type.String({
      format: 'date',
      description: 'The last day of the calendar.',
      examples: ['2026-11-22'],
    }),
    calendar: Type.Array(DaySchema, {
      maxItems: 372,
      description: 'Days of the last 12 months with an activity.',
    }),
    consents: Type.Array(ConsentInForceSchema, { maxItems: 1_000, description: 'Those agreed to now.' }),
  },
  { $id: 'ContactOverview', additionalProperties: false },
)
export type Overview = Static<typeof OverviewSchema>

function nullable<Schema extends TObject>(schema: Schema) {
  const { $id: _, ...inline } = schema as Schema & { $id?: string }
  return Type.Unsafe<Static<Schema> | null>({ ...inline, type: ['object', 'null'] })
}

function nullableNumberSchema(description: string) {
  return Type.Unsafe<number | null>({ type: ['number', 'null'], description })
}
