import type { Processor } from '../../pipeline/processor.ts'
import { campaignProcessor } from './processors/campaign.processor.ts'
import { eventProcessor } from './processors/event.processor.ts'
import { goalProcessor } from './processors/goal.processor.ts'
import { outcomeProcessor } from './processors/outcome.processor.ts'
import { pageViewProcessor } from './processors/page-view.processor.ts'

/** The built-in processors of this API, in order (docs/spec/sitecore.md §1.3, docs/spec/waymark.md §5). */
export const sitecoreChain: readonly Processor[] = [
  outcomeProcessor,
  goalProcessor,
  campaignProcessor,
  eventProcessor,
  pageViewProcessor,
]
