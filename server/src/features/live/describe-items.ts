import { isJsonObject, type JsonObject, type JsonValue } from '../../domain/json.ts'
import { readJson } from '../../platform/json/read-json.ts'
import type { KeptRequest } from './decode-request.ts'
import { findFaultyField } from './find-faulty-field.ts'
import type { LiveItem } from './live.schemas.ts'

/** A batch of ten thousand is understood by its first two hundred. */
const MAX_ITEMS = 200

/** What became of each item of a request, with what its body says of it. */
export function describeItems(kept: KeptRequest): LiveItem[] {
  if (kept.items === 0) return []
  const items = readItems(kept)
  const failures = new Map(kept.failures.map((failure) => [failure.position, failure]))
  return Array.from({ length: Math.min(kept.items, MAX_ITEMS) }, (_, index): LiveItem => {
    const item = items[index]
    const object = item !== undefined && isJsonObject(item) ? item : null
    const failure = failures.get(index) ?? null
    return {
      index,
      ...(object === null ? { type: null, name: null } : nameItem(object)),
      processor: (kept.processors.length === 1 ? kept.processors[0] : kept.processors[index]) || null,
      verdict: judgeItem(kept, failure?.code ?? null),
      code: failure?.code ?? null,
      message: failure?.message ?? null,
      field: failure === null ? null : findFaultyField(failure, object),
    }
  })
}

function judgeItem({ verdict }: KeptRequest, code: string | null): LiveItem['verdict'] {
  if (verdict === 'withheld' || code === 'consent_required') return 'withheld'
  if (code === 'dropped') return 'filtered'
  if (code !== null) return code === 'temporarily_unavailable' ? 'failed' : 'refused'
  if (verdict === 'refused' || verdict === 'failed') return verdict
  return 'accepted'
}

/** The items of a body that is there as a whole. */
function readItems({ api, body, bodySize }: KeptRequest): readonly JsonValue[] {
  if (body === null || body.length < bodySize) return []
  const reading = readJson(body)
  if (!reading.ok) return []
  const { value } = reading
  if (api === 'xperience') {
    const activities = isJsonObject(value) ? memberOf(value, 'activities') : undefined
    return Array.isArray(activities) ? activities : []
  }
  return Array.isArray(value) ? value : [value]
}

/** What an item of the Sitecore wire is, by the member that says so. */
const sitecoreTypes = [
  ['goalid', 'goal'],
  ['outcomeid', 'outcome'],
  ['campaignid', 'campaign'],
  ['eventid', 'event'],
  ['pageid', 'pageView'],
] as const

function nameItem(item: JsonObject): Pick<LiveItem, 'type' | 'name'> {
  const type = memberOf(item, 'type')
  for (const [member, kind] of sitecoreTypes) {
    const id = memberOf(item, member)
    if (id !== undefined) return { type: kind, name: typeof id === 'string' ? id.slice(0, 200) : null }
  }
  return { type: typeof type === 'string' ? type.slice(0, 200) : null, name: null }
}

function memberOf(item: JsonObject, lowerName: string): JsonValue | undefined {
  const name = Object.keys(item).find((key) => key.toLowerCase() === lowerName)
  return name === undefined ? undefined : item[name]
}
