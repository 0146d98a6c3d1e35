import { defineProcessor } from '../../../pipeline/define-processor.ts'
import { failed, next, tracked } from '../../../pipeline/processor.ts'
import { factsOf, isOfType } from '../activity-item.ts'

/** `click`: something was clicked; `value` says what (docs/spec/xperience.md §1.6). */
export const clickProcessor = defineProcessor({
  name: 'click',
  api: 'xperience',
  process(item, context) {
    if (!isOfType(item, 'click')) return next()
    const facts = factsOf(item)
    if (facts.value === null)
      return failed('missing_value', 'A click needs a value that says what was clicked.')
    context.addActivity('click', facts)
    return tracked()
  },
})
