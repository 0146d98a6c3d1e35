import { isCode } from '../../shared/countries.ts'
import {
  booleanField,
  choiceField,
  defineSearch,
  guidField,
  isGuid,
  listField,
  textField,
  timeField,
} from '../../shared/define-search.ts'
import { periodBetween, periodField } from '../../shared/list/period.ts'

const sortKeys = [
  'lastActivityAt',
  'createdAt',
  'firstSeenAt',
  'visitCount',
  'activityCount',
  'totalPoints',
  'valuePerVisit',
] as const
export const contactSorts = sortKeys.flatMap((key) => [key, `-${key}`])

export const whoChoices = ['known', 'anonymous', 'robot'] as const
export type Who = (typeof whoChoices)[number]

export const deviceTypes = ['desktop', 'mobile', 'tablet', 'tv', 'bot'] as const

/** Filters that are chips. */
export const contactFilterNames = [
  'period',
  'channel',
  'trafficChannel',
  'campaign',
  'goal',
  'outcome',
  'device',
  'country',
  'consent',
  'field',
  'robots',
] as const

const fieldCondition = {
  read: (text: string) =>
    /^[\w.-]{1,100}:(is|contains|set|unset)(:.{0,200})?$/s.test(text) ? text : undefined,
}

const readFields = defineSearch({
  q: textField(),
  who: choiceField(whoChoices),
  /** Of a choice that says nothing about them; links from the overview leave them out or in, as it does. */
  robots: booleanField(),
  period: periodField,
  channel: listField(isGuid),
  trafficChannel: listField(),
  campaign: listField(isGuid),
  goal: listField(isGuid),
  outcome: listField(isGuid),
  device: listField((text) => deviceTypes.some((type) => type === text)),
  country: listField(isCode),
  consent: listField(isGuid),
  field: fieldCondition,
  sort: choiceField(contactSorts),
  limit: choiceField(['25', '50', '100'] as const),
  cursor: textField(1_000),
  /** What counts as now on a page that was reached by a cursor: a cursor belongs to one stretch of time. */
  at: timeField(),
  peek: guidField(),
  /** Somebody came by an old link that names no contact (server/src/features/deep-links/). */
  link: choiceField(['noContact']),
})
export type ContactsSearch = ReturnType<typeof readFields>

/** All that the list of contacts shows, as its address says it. The words of the API are understood, too: links that
 * people write by hand say `known=true`, or `from` and `to`. */
export function readContactsSearch(search: Record<string, unknown>): ContactsSearch {
  const { known, from, to, ...own } = search
  const who = known === 'true' ? 'known' : known === 'false' ? 'anonymous' : known
  const fields = readFields({ who, period: periodBetween(from, to), ...own })
  // The router would keep them in the address beside what they mean.
  return Object.assign(fields, { known: undefined, from: undefined, to: undefined })
}
