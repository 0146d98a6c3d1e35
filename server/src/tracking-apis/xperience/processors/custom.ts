import { defineProcessor } from '../../../pipeline/define-processor.ts'
import { next, tracked } from '../../../pipeline/processor.ts'
import { factsOf, textOf } from '../activity-item.ts'

/**
 * Every other type: a custom activity type by its code name (docs/spec/xperience.md §1.6). That it is defined and
 * enabled is asked of the catalogue for every intent.
 */
export const customProcessor = defineProcessor({
  name: 'custom',
  api: 'xperience',
  process(item, context) {
    const type = textOf(item, 'type')
    if (type === null) return next()
    // Here comes also what the processor of a built-in type has refused.
    if (context.catalogue.definition('activityType', type)?.builtIn === true) return next()
    context.addActivity(type, factsOf(item))
    return tracked()
  },
})
