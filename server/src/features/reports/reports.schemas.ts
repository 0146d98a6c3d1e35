import { type Static, Type } from 'typebox'
import { activityKinds } from '../../domain/kinds.ts'
import { nullableTextSchema, timeSchema } from '../shared/schemas.ts'
import { breakdownNames } from './dimensions.ts'

function countSchema(description?: string) {
  return Type.Integer({ minimum: 0, ...(description !== undefined && { description }) })
}

function nullableNumberSchema(description: string) {
  return Type.Unsafe<number | null>({ type: ['number', 'null'], description })
}

const MoneySchema = Type.Record(Type.String(), Type.Number(), {
  description:
    'Of outcomes, by currency (ISO 4217; `XXX` for none): sums of different currencies are never added.',
  examples: [{ EUR: 1337.5 }],
})

const ActivityCountsSchema = Type.Object(
  Object.fromEntries(activityKinds.map((kind) => [kind, countSchema()])) as Record<
    (typeof activityKinds)[number],
    ReturnType<typeof countSchema>
  >,
  { additionalProperties: false, description: 'Activities by kind.' },
)

const sumMembers = {
  visits: countSchema('Visits that began then.'),
  bounces: countSchema(
    'Visits in which nothing but one activity happened, the campaign aside that they came by.',
  ),
  conversions: countSchema('Visits with a goal.'),
  points: Type.Integer({ description: 'What all activities of those visits were worth.' }),
  activities: ActivityCountsSchema,
}

export const FiguresSchema = Type.Object(
  {
    ...sumMembers,
    money: MoneySchema,
    pointsPerVisit: nullableNumberSchema('Null without visits.'),
    conversionRate: nullableNumberSchema('Conversions by visits: 0 to 1. Null without visits.'),
    bounceRate: nullableNumberSchema('Bounces by visits: 0 to 1. Null without visits.'),
    medianDurationMs: nullableNumberSchema(
      'Of the visits that did not bounce, from their first to their last activity; to within 3 %. Null without any.',
    ),
  },
  { $id: 'Figures', additionalProperties: false },
)
export type Figures = Static<typeof FiguresSchema>

const daySchema = (description: string) =>
  Type.String({ format: 'date', description, examples: ['2026-11-22'] })

export const PeriodSchema = Type.Object(
  {
    from: daySchema('First day.'),
    to: daySchema('Last day.'),
    timeZone: Type.String({
      description: 'Of the setting `reports.timeZone`: where days begin.',
      examples: ['UTC'],
    }),
    unit: Type.Enum(['day', 'hour'], {
      type: 'string',
      description: 'What a series has an entry for: the hours of a single day, else days.',
    }),
    until: nullableTextSchema(
      'When it ends, where that is in the middle of its day: what a day that goes on is compared with.',
      { format: 'date-time' },
    ),
  },
  { additionalProperties: false },
)
export type Period = Static<typeof PeriodSchema>

const SeriesSchema = Type.Array(
  Type.Object(
    { at: timeSchema('When the hour or the day begins.'), ...sumMembers },
    { additionalProperties: false },
  ),
  { description: 'Without what is still to come. An entry without visits says that there were none.' },
)

const partSchema = { period: PeriodSchema, totals: FiguresSchema, series: SeriesSchema }

export const OverviewSchema = Type.Object(
  {
    ...partSchema,
    previous: Type.Unsafe<Static<ReturnType<typeof previousSchema>> | null>({
      ...previousSchema(),
      type: ['object', 'null'],
    }),
  },
  { additionalProperties: false },
)
export type Overview = Static<typeof OverviewSchema>
export type OverviewPart = Pick<Overview, 'period' | 'totals' | 'series'>

function previousSchema() {
  return Type.Object(partSchema, {
    additionalProperties: false,
    description: 'The same of as many days before it. Null without `compare=true`.',
  })
}

const contactCounts = {
  contacts: countSchema('Each counted once, however often it came, and once after a merge.'),
  known: countSchema('Those of them that are identified by now.'),
  anonymous: countSchema('The others.'),
}

export const UniqueContactsSchema = Type.Object(
  {
    period: PeriodSchema,
    ...contactCounts,
    newlyKnown: Type.Unsafe<number | null>({
      type: ['integer', 'null'],
      description:
        'Contacts that were identified in the period. Null where visits are chosen: that is no matter of a visit.',
    }),
    series: Type.Unsafe<{ at: string; newlyKnown: number }[] | null>({
      type: ['array', 'null'],
      items: Type.Object({ at: timeSchema(), newlyKnown: countSchema() }, { additionalProperties: false }),
      description: 'Contacts that were identified then. Null where `newlyKnown` is.',
    }),
    previous: Type.Unsafe<{
      contacts: number
      known: number
      anonymous: number
      newlyKnown: number | null
    } | null>({
      ...Type.Object(
        { ...contactCounts, newlyKnown: Type.Unsafe<number | null>({ type: ['integer', 'null'] }) },
        { additionalProperties: false },
      ),
      type: ['object', 'null'],
      description: 'The same of as many days before it. Null without `compare=true`.',
    }),
    countedAt: timeSchema('Counts of days that are over are kept for ten minutes, others for half a minute.'),
  },
  { additionalProperties: false },
)
export type UniqueContacts = Static<typeof UniqueContactsSchema>

export const BreakdownItemSchema = Type.Object(
  {
    id: nullableTextSchema(
      'What the filter of the same name takes: a GUID, or the traffic channel, path, type or country itself; `none` for visits without.',
      { examples: ['Organic search'] },
    ),
    name: nullableTextSchema('Null where there is none, and for `none`.', { examples: ['Organic search'] }),
    visits: countSchema('Of goals: visits with the goal.'),
    share: nullableNumberSchema('Of all visits of the report: 0 to 1. Null without visits.'),
    conversions: countSchema('Of goals: how often the goal was reached.'),
    points: Type.Integer({ description: 'Of goals: what reaching it was worth.' }),
    money: MoneySchema,
  },
  { $id: 'BreakdownItem', additionalProperties: false },
)
export type BreakdownItem = Static<typeof BreakdownItemSchema>

export const BreakdownsSchema = Type.Object(
  {
    period: PeriodSchema,
    breakdowns: Type.Array(
      Type.Object(
        {
          by: Type.Enum([...breakdownNames], { type: 'string' }),
          items: Type.Array(BreakdownItemSchema),
          more: countSchema('How many members were left out.'),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type Breakdowns = Static<typeof BreakdownsSchema>
