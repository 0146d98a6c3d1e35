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

const dayField: SearchField<string> = {
  read: (text) => (/^(?:197[2-9]|19[89]\d|2\d{3})-\d\d-\d\d$/.test(text) && isDay(text) ? text : undefined),
}

function isDay(text: string): boolean {
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text)
}

/** All that the overview shows, as its address says it. */
export const readOverviewSearch = defineSearch({
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
})
export type OverviewSearch = ReturnType<typeof readOverviewSearch>
