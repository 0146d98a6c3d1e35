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
import { activityKinds, type Kind } from '../../shared/kinds.ts'
import { periodBetween, periodField } from '../../shared/list/period.ts'

/** Filters that are chips. */
export const activityFilterNames = [
  'kind',
  'type',
  'channel',
  'campaign',
  'utm',
  'property',
  'contact',
  'visit',
] as const

export interface KindChoice {
  readonly kinds: readonly Kind[]
  /** All but these. */
  readonly isExcluded: boolean
}

/** `goal,outcome`, or `-pageView` for all others. */
export function readKinds(text: string): KindChoice | undefined {
  const words = text.split(',')
  const isExcluded = text.startsWith('-')
  const chosen = activityKinds.filter((kind) => words.includes(isExcluded ? `-${kind}` : kind))
  return chosen.length === words.length ? { kinds: chosen, isExcluded } : undefined
}

export function writeKinds({ kinds, isExcluded }: KindChoice): string | undefined {
  return kinds.length === 0 ? undefined : kinds.map((kind) => (isExcluded ? `-${kind}` : kind)).join(',')
}

export const DEFAULT_PERIOD = '24h'

const readFields = defineSearch({
  q: textField(),
  period: periodField,
  kind: { read: (text) => (readKinds(text) === undefined ? undefined : text) },
  type: listField(),
  channel: listField(isGuid),
  campaign: listField(isGuid),
  utm: {
    read: (text: string) =>
      /^(source|medium|campaign|term|content|id):.{1,300}$/s.test(text) ? text : undefined,
  },
  property: textField(400),
  contact: guidField(),
  visit: guidField(),
  robots: booleanField(),
  sort: choiceField(['occurredAt', '-occurredAt'] as const),
  limit: choiceField(['25', '50', '100'] as const),
  cursor: textField(1_000),
  /** What counts as now on a page that was reached by a cursor: a cursor belongs to one stretch of time. */
  at: timeField(),
  /** The activity that is open beside the list. */
  activity: guidField(),
})
export type ActivitiesSearch = ReturnType<typeof readFields>

/** What the address says, or the last day; of a visit all of it, whenever it was. */
export function periodOf({ period, visit }: ActivitiesSearch): string | undefined {
  return period ?? (visit === undefined ? DEFAULT_PERIOD : undefined)
}

/** Robots are left out unless asked for; whoever asks for one contact or visit means it, whatever it is. */
export function showsRobots({ robots, contact, visit }: ActivitiesSearch): boolean {
  return robots ?? (contact !== undefined || visit !== undefined)
}

/** All that the log of activities shows, as its address says it; `from` and `to` of the API are understood, too. */
export function readActivitiesSearch(search: Record<string, unknown>): ActivitiesSearch {
  const { from, to, ...own } = search
  const fields = readFields({ period: periodBetween(from, to), ...own })
  // The router would keep them in the address beside what they mean.
  return Object.assign(fields, { from: undefined, to: undefined })
}
