import type { Processor } from '../../pipeline/processor.ts'
import { clickProcessor } from './processors/click.ts'
import { customProcessor } from './processors/custom.ts'
import { datainputProcessor } from './processors/datainput.ts'
import { pagevisitProcessor } from './processors/pagevisit.ts'

/** The built-in processors of this API, in order (docs/spec/waymark.md §5). */
export const xperienceChain: readonly Processor[] = [
  pagevisitProcessor,
  clickProcessor,
  datainputProcessor,
  customProcessor,
]
