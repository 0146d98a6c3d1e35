import { Type } from 'typebox'
import { choicesParameter, guidsParameter, textsParameter } from '../shared/list-parameters.ts'
import {
  booleanParameter,
  choiceParameter,
  defineParameters,
  integerParameter,
  type Parameter,
  textParameter,
} from '../shared/parameters.ts'
import { type BreakdownSort, breakdownNames } from './dimensions.ts'
import { mostDays } from './report-period.ts'

function dayParameter(description: string): Parameter<string | null> {
  return {
    schema: Type.String({ description, format: 'date', examples: ['2026-11-22'] }),
    accepts: 'a day from 1972 on, such as 2026-11-22',
    read: (text) => (isDay(text) ? text : undefined),
    absent: null,
  }
}

function isDay(text: string): boolean {
  if (!/^(?:197[2-9]|19[89]\d|2\d{3})-\d\d-\d\d$/.test(text)) return false
  const midnight = Date.parse(text)
  return !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(text)
}

const none = '`none` names visits without.'

const filters = {
  from: dayParameter('First day of the report.'),
  days: integerParameter({
    description: 'How many days it has where `from` is left out.',
    minimum: 1,
    maximum: mostDays,
    absent: 30,
  }),
  to: dayParameter(
    'Last day of the report, inside; today when it is left out. At most two years after the first one.',
  ),
  channel: textsParameter('Only visits of these channels: GUIDs or code names, separated by commas.'),
  robots: booleanParameter({ description: 'False leaves out visits of robots.', absent: true }),
  campaign: textsParameter(
    `Only visits that one of these campaigns brought: GUIDs, separated by commas. ${none}`,
  ),
  trafficChannel: textsParameter(
    'Only visits that came this way: traffic channels of campaigns, `Direct`, `Organic search` …, separated by commas.',
  ),
  goal: guidsParameter('Only visits in which one of these goals was reached.'),
  entryPage: textParameter({
    description: 'Only visits that began on this page: its path, without host and query.',
    maxLength: 300,
  }),
  device: textsParameter(
    `Only visits with these types of device: \`desktop\`, \`mobile\`, \`tablet\` … ${none}`,
  ),
  country: textsParameter(`Only visits from these countries: ISO 3166-1 alpha-2. ${none}`),
}

const compare = booleanParameter({
  description: 'Also the figures of as many days before.',
  absent: false,
})

export const overviewParameters = defineParameters({
  ...filters,
  compare,
  format: choiceParameter({
    description: 'How the figures come; `csv` has a row for each day or hour.',
    choices: ['json', 'csv'] as const,
    absent: 'json',
  }),
})

export const uniqueContactsParameters = defineParameters({ ...filters, compare })

export const breakdownParameters = defineParameters({
  ...filters,
  by: choicesParameter({
    description:
      'What tells visits apart; several separated by commas, each by itself. All of them when it is left out.',
    choices: breakdownNames,
  }),
  sort: choiceParameter<BreakdownSort, BreakdownSort>({
    description: 'What makes a member come first.',
    choices: ['-visits', '-points', '-conversions'],
    absent: '-visits',
  }),
  limit: integerParameter({
    description: 'How many members of each there are.',
    minimum: 1,
    maximum: 500,
    absent: 10,
  }),
  format: choiceParameter({
    description: 'How the figures come; `csv` has a row for each member.',
    choices: ['json', 'csv'] as const,
    absent: 'json',
  }),
})

/** What every report is asked by. */
export type AskedFilters = Pick<ReturnType<typeof breakdownParameters.read>, keyof typeof filters>
