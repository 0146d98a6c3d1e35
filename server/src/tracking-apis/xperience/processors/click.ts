import { failed, next, type Processor, tracked } from '../../../pipeline/processor.ts'
import { factsOf, isOfType } from '../activity-item.ts'

/** `click`: something was clicked; `value` says what (docs/spec/xperience.md §1.6). */
export function createClickProcessor(): Processor {
  return {
    name: 'click',
    process: function processClick(item, context) {
      if (!isOfType(item, 'click')) return next()
      const facts = factsOf(item)
      if (facts.value === null)
        return failed('missing_value', 'A click needs a value that says what was clicked.')
      context.addActivity('click', facts)
      return tracked()
    },
  }
}
