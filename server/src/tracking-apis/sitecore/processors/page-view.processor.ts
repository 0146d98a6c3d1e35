import { parseGuid } from '../../../domain/ids.ts'
import type { JsonObject, JsonValue } from '../../../domain/json.ts'
import {
  next,
  type Processor,
  type ProcessorContext,
  type ProcessorResult,
  tracked,
} from '../../../pipeline/processor.ts'
import { findMember, type Reading, readExtraFields, readId, refuse } from './item-members.ts'
import { isBlank, recogniseItem } from './recognise-item.ts'

/** Characters. */
const MAX_PAGE_ID_LENGTH = 1000
const MAX_URL_LENGTH = 8192

/**
 * `{"pageId": "<GUID>", "url": "/any/value"}`: any text that is not blank is a page id, any text at all a url, and a
 * url alone is no page view (docs/spec/sitecore.md §2.4).
 */
export const pageViewProcessor: Processor = { name: 'pageView', process: trackPageView }

function trackPageView(item: JsonObject, context: ProcessorContext): ProcessorResult {
  const recognised = recogniseItem(item)
  if (recognised?.type !== 'pageView') return next()
  const id = readId(recognised, 'pageId', MAX_PAGE_ID_LENGTH)
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
