import type { Processor } from '../../pipeline/processor.ts'
import { createClickProcessor } from './processors/click.ts'
import { createCustomProcessor } from './processors/custom.ts'
import { createDatainputProcessor } from './processors/datainput.ts'
import { createPagevisitProcessor } from './processors/pagevisit.ts'

/** What happens to an element of `activities`, in order: the first processor that takes it ends its way. */
export function createXperienceChain(): readonly Processor[] {
  return [
    createPagevisitProcessor(),
    createClickProcessor(),
    createDatainputProcessor(),
    createCustomProcessor(),
  ]
}
