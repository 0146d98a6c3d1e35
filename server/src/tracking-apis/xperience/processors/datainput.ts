import { defineProcessor } from '../../../pipeline/define-processor.ts'
import { failed, next, tracked } from '../../../pipeline/processor.ts'
import { factsOf, isOfType } from '../activity-item.ts'
import { readContactFields } from '../contact-fields.ts'

/**
 * `datainput`: a visitor told something about themselves in `contactFields`; `value` names the source, such as a form
 * (docs/spec/xperience.md §1.6, §1.7). A field that is refused refuses the whole activity.
 */
export const datainputProcessor = defineProcessor({
  name: 'datainput',
  api: 'xperience',
  process(item, context) {
    if (!isOfType(item, 'datainput')) return next()
    const facts = factsOf(item)
    if (facts.value === null)
      return failed('missing_value', 'A datainput needs a value that names its source.')
    const reading = readContactFields(item.contactFields ?? {}, context.request.receivedAt)
    if (!reading.ok) return failed(reading.code, reading.message)
    context.addActivity('datainput', facts)
    if (Object.keys(reading.fields).length > 0) context.setFields(reading.fields)
    return tracked()
  },
})
