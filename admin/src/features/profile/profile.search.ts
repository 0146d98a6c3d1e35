import { choiceField, defineSearch, guidField, timeField } from '../../shared/define-search.ts'
import { isInOrder } from '../../shared/list/days.ts'

const fields = {
  visit: guidField(),
  event: guidField(),
  from: timeField(),
  to: timeField(),
  gaps: choiceField(['collapse', 'true']),
}

/** What every view of a profile keeps in its address. */
export const readProfileSearch = defineSearch(fields, ({ from, to }) =>
  isInOrder(from, to) ? [] : ['from', 'to'],
)
