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

/** `{"eventId": "<GUID or name>"}`. */
export const eventProcessor: Processor = { name: 'event', process: trackEvent }

function trackEvent(item: JsonObject, context: ProcessorContext): ProcessorResult {
  const recognised = recogniseItem(item)
  if (recognised?.type !== 'event') return next()
  const id = readId(recognised, 'eventId')
  if (!id.ok) return id.result
  const data = readExtraFields(item, [recognised.member])
  if (!data.ok) return data.result
  context.addEvent(id.value, { data: data.value })
  return tracked()
}
