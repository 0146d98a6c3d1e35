import type { Processor } from '../../../pipeline/processor.ts'
import { createDefinitionProcessor } from './definition-processor.ts'

/** `{"goalId": "<GUID or name>"}`. */
export const goalProcessor: Processor = createDefinitionProcessor('goal', {
  idField: 'goalId',
  add: (context, idOrName, facts) => context.addGoal(idOrName, facts),
})
