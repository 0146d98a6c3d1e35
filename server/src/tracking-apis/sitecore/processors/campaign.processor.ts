import type { Processor } from '../../../pipeline/processor.ts'
import { createDefinitionProcessor } from './definition-processor.ts'

/** `{"campaignId": "<GUID or name>"}`. */
export const campaignProcessor: Processor = createDefinitionProcessor('campaign', {
  idField: 'campaignId',
  add: (context, idOrName, facts) => context.addCampaign(idOrName, facts),
})
