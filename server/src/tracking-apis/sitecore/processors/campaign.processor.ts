import { defineDefinitionProcessor } from '../../../pipeline/define-definition-processor.ts'
import { isOfType } from './recognise-item.ts'

/** `{"campaignId": "<GUID or name>"}`. */
export const campaignProcessor = defineDefinitionProcessor({
  name: 'campaign',
  api: 'sitecore',
  kind: 'campaign',
  idField: 'campaignId',
  isValid: (item) => isOfType(item, 'campaign'),
})
