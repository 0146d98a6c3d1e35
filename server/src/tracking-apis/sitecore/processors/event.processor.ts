import { defineDefinitionProcessor } from '../../../pipeline/define-definition-processor.ts'
import { isOfType } from './recognise-item.ts'

/** `{"eventId": "<GUID or name>"}`. */
export const eventProcessor = defineDefinitionProcessor({
  name: 'event',
  api: 'sitecore',
  kind: 'event',
  idField: 'eventId',
  isValid: (item) => isOfType(item, 'event'),
})
