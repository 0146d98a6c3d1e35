import type { SearchField } from '../../shared/define-search.ts'
import { activityKinds } from '../../shared/kinds.ts'

/** `goal,outcome`, or `-pageView` for all but these: as the API takes it. */
export function kindsField(): SearchField<string> {
  return {
    read(text) {
      const words = text.split(',').filter((word) => word !== '')
      const sign = words[0]?.startsWith('-') ? '-' : ''
      const isChoice =
        words.length > 0 && words.every((word) => activityKinds.some((kind) => word === sign + kind))
      return isChoice ? words.join() : undefined
    },
  }
}
