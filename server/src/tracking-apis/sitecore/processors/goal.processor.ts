import type { JsonObject } from '../../../domain/json.ts'
import {
  next,
  type Processor,
  type ProcessorContext,
  type ProcessorResult,
  tracked,
} from '../../../pipeline/processor.ts'
import { readExtraFields, readId } from './item-members.ts'
import { recogniseItem } from './recognise-item.ts'

/** `{"goalId": "<GUID or name>"}`. */
export const goalProcessor: Processor = { name: 'goal', process: trackGoal }

function trackGoal(item: JsonObject, context: ProcessorContext): ProcessorResult {
  const recognised = recogniseItem(item)
  if (recognised?.type !== 'goal') return next()
  const id = readId(recognised, 'goalId')
  if (!id.ok) return id.result
  const data = readExtraFields(item, [recognised.member])
  if (!data.ok) return data.result
  context.addGoal(id.value, { data: data.value })
  return tracked()
}
