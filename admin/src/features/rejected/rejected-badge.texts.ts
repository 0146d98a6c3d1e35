import { defineTexts } from '../../shared/define-texts.ts'

/** Apart from those of the page: these are loaded with every page. */
export const useBadgeTexts = defineTexts({
  waiting_one: '{{count}} rejected event waits',
  waiting_other: '{{count}} rejected events wait',
  recent_one: '{{count}} rejected event waits; one came within the hour',
  recent_other: '{{count}} rejected events wait; one came within the hour',
})
