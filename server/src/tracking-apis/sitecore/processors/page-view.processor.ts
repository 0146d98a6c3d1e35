import { parseGuid } from '../../../domain/ids.ts'
import type { JsonObject, JsonValue } from '../../../domain/json.ts'
import { MAX_PAGE_ID_LENGTH, MAX_URL_LENGTH } from '../../../pipeline/activity-limits.ts'
import { defineProcessor } from '../../../pipeline/define-processor.ts'
import {
  findMember,
  isBlank,
  type Reading,
  readExtraFields,
  readId,
  refuse,
} from '../../../pipeline/item-members.ts'
import { next, type ProcessorContext, type ProcessorResult, tracked } from '../../../pipeline/processor.ts'
import { recogniseItem } from './recognise-item.ts'

/**
 * `{"pageId": "<GUID>", "url": "/any/value"}`: any text that is not blank is a page id, any text at all a url, and a
 * url alone is no page view (docs/spec/sitecore.md §2.4).
 */
export const pageViewProcessor = {
  ...defineProcessor({ name: 'pageView', api: 'sitecore', process: trackPageView }),
  members: ['pageId'],
}

function trackPageView(item: JsonObject, context: ProcessorContext): ProcessorResult {
  const recognised = recogniseItem(item)
  if (recognised?.type !== 'pageView') return next()
  const id = readId(recognised.id, 'pageId', MAX_PAGE_ID_LENGTH)
  if (!id.ok) return id.result
  const page = findMember(item, 'url')
  const url = readUrl(page?.value)
  if (!url.ok) return url.result
  const data = readExtraFields(item, [recognised.member, page?.name])
  if (!data.ok) return data.result
  context.addPageView({ pageId: parseGuid(id.value) ?? id.value, url: url.value, data: data.value })
  return tracked()
}

function readUrl(value: JsonValue | undefined): Reading<string | null> {
  if (isBlank(value)) return { ok: true, value: null }
  if (typeof value !== 'string') return refuse('invalid_url', 'url must be text.')
  if (value.length > MAX_URL_LENGTH)
    return refuse('url_too_long', `url is longer than ${MAX_URL_LENGTH} characters.`)
  return { ok: true, value }
}
