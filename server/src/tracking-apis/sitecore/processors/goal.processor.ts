import { defineDefinitionProcessor } from '../../../pipeline/define-definition-processor.ts'
import { isOfType } from './recognise-item.ts'

/** `{"goalId": "<GUID or name>"}`. */
export const goalProcessor = defineDefinitionProcessor({
  name: 'goal',
  api: 'sitecore',
  kind: 'goal',
  idField: 'goalId',
  isValid: (item) => isOfType(item, 'goal'),
})
