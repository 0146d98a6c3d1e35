import { choiceField, defineSearch, guidField, integerField, textField } from '../../shared/define-search.ts'
import { periodBetween, periodField } from '../../shared/list/period.ts'
import { apis, states } from './rejected-words.ts'

/** What narrows the list, in the names of the API. */
const filters = {
  api: choiceField(apis),
  channel: guidField(),
  code: textField(100),
  subject: textField(250),
  kind: textField(250),
  state: choiceField(states),
  contact: guidField(),
  request: textField(64),
}
export const filterNames = Object.keys(filters) as (keyof typeof filters)[]

const readFields = defineSearch({
  view: choiceField(['causes', 'events']),
  ...filters,
  period: periodField,
  job: guidField(),
  cursor: textField(1_000),
  limit: integerField(1, 500),
})
export type RejectedSearch = ReturnType<typeof readFields>

/** All that the rejected events show, as their address says it; `from` and `to` of the API are understood, too. */
export function readRejectedSearch(search: Record<string, unknown>): RejectedSearch {
  const { from, to, ...own } = search
  const fields = readFields({ period: periodBetween(from, to), ...own })
  // The router would keep them in the address beside what they mean.
  return Object.assign(fields, { from: undefined, to: undefined })
}
