import { defineProcessor } from '../../../pipeline/define-processor.ts'
import { failed, next, tracked } from '../../../pipeline/processor.ts'
import { factsOf, isOfType } from '../activity-item.ts'

/** `pagevisit`: a view of a page; needs its `url`, and takes its title from `value` (docs/spec/xperience.md §1.6). */
export const pagevisitProcessor = defineProcessor({
  name: 'pagevisit',
  api: 'xperience',
  process(item, context) {
    if (!isOfType(item, 'pagevisit')) return next()
    const { value, ...facts } = factsOf(item)
    if (facts.url === null) return failed('missing_url', 'A pagevisit needs the url of the page.')
    context.addPageView({ ...facts, title: value })
    return tracked()
  },
})
