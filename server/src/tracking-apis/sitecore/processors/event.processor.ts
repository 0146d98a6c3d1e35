import type { Processor } from '../../../pipeline/processor.ts'
import { createDefinitionProcessor } from './definition-processor.ts'

/** `{"eventId": "<GUID or name>"}`. */
export const eventProcessor: Processor = createDefinitionProcessor('event', {
  idField: 'eventId',
  add: (context, idOrName, facts) => context.addEvent(idOrName, facts),
})
