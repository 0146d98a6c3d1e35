import { isCode } from '../../shared/countries.ts'
import {
  booleanField,
  choiceField,
  defineSearch,
  isGuid,
  listField,
  type SearchField,
  textField,
} from '../../shared/define-search.ts'
import { countDays, isDay } from '../../shared/list/days.ts'

export const presets = { today: 1, '7d': 7, '30d': 30, '90d': 90 } as const
export type Preset = keyof typeof presets
export const presetNames = Object.keys(presets) as Preset[]

/** By what bar lists are ranked. */
export const measures = ['visits', 'points', 'conversions'] as const

/** Visits without a campaign, a type of device …: as the API says it. */
export const NONE = 'none'
const isGuidOrNone = (text: string) => text === NONE || isGuid(text)

/** Filters that are chips, and that a click on a bar sets. */
export const filterNames = [
  'channel',
  'trafficChannel',
  'campaign',
  'goal',
  'entryPage',
  'device',
  'country',
] as const
export type FilterName = (typeof filterNames)[number]

const dayField: SearchField<string> = { read: (text) => (isDay(text) ? text : undefined) }

/** Two years, the most that a report covers. */
const MOST_DAYS = 731

/** What keeps days from being those of a report. */
export function judgeDays(from: string, to: string): 'tooLong' | 'reversed' | null {
  const count = countDays(from, to)
  return count > MOST_DAYS ? 'tooLong' : count >= 1 ? null : 'reversed'
}

const fields = {
  period: choiceField(presetNames),
  /** Days, both inside, instead of a preset. */
  from: dayField,
  to: dayField,
  compare: booleanField(),
  robots: booleanField(),
  rank: choiceField(measures),
  channel: listField(isGuid),
  trafficChannel: listField(),
  campaign: listField(isGuidOrNone),
  goal: listField(isGuid),
  entryPage: textField(300),
  device: listField(),
  country: listField((text) => text === NONE || isCode(text)),
}

/** All that the overview shows, as its address says it. */
export const readOverviewSearch = defineSearch(fields, ({ from, to }) =>
  from !== undefined && to !== undefined && judgeDays(from, to) !== null ? ['from', 'to'] : [],
)
export type OverviewSearch = ReturnType<typeof readOverviewSearch>
