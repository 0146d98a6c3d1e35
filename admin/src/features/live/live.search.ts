import {
  booleanField,
  choiceField,
  defineSearch,
  guidField,
  integerField,
  isGuid,
  listField,
  type SearchOf,
  textField,
  timeField,
} from '../../shared/define-search.ts'
import { verdicts } from './verdicts.ts'

export const endpoints = ['event', 'flush', 'consents', 'contacts', 'activities', 'other'] as const
export const requestTabs = ['items', 'body', 'headers', 'identity', 'pipeline', 'reply', 'raw'] as const

const fields = {
  channel: guidField(),
  verdict: listField((text) => verdicts.some((verdict) => verdict === text)),
  endpoint: listField((text) => endpoints.some((endpoint) => endpoint === text)),
  key: listField(isGuid),
  origin: textField(500),
  contact: guidField(),
  q: textField(),
  /** A minute of the last hours, by its begin. */
  minute: timeField(),
  tab: choiceField(requestTabs),
}

export type LiveSearch = SearchOf<typeof fields>
export const readLiveSearch = defineSearch(fields)

const visitFields = {
  channel: guidField(),
  robots: booleanField(),
  cursor: textField(1_000),
  limit: integerField(1, 500),
}
export const readVisitsSearch = defineSearch(visitFields)

/** The names of what narrows the list, which chips show. */
export const filterNames = ['verdict', 'channel', 'endpoint', 'key', 'origin', 'contact', 'minute'] as const

/** The name of the text that says it. */
export const endpointTexts = {
  event: 'toEvent',
  flush: 'toFlush',
  consents: 'toConsents',
  contacts: 'toContacts',
  activities: 'toActivities',
  other: 'toOther',
} as const
