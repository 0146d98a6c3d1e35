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

/** `{"campaignId": "<GUID or name>"}`. */
export const campaignProcessor: Processor = { name: 'campaign', process: trackCampaign }

function trackCampaign(item: JsonObject, context: ProcessorContext): ProcessorResult {
  const recognised = recogniseItem(item)
  if (recognised?.type !== 'campaign') return next()
  const id = readId(recognised, 'campaignId')
  if (!id.ok) return id.result
  const data = readExtraFields(item, [recognised.member])
  if (!data.ok) return data.result
  context.addCampaign(id.value, { data: data.value })
  return tracked()
}
