import type { JsonObject } from '../../domain/json.ts'

const byCode: Readonly<Record<string, readonly string[]>> = {
  unknown_goal: ['goalId'],
  unknown_event: ['eventId'],
  unknown_outcome: ['outcomeId'],
  unknown_campaign: ['campaignId'],
  unknown_type: ['type'],
  disabled_type: ['type', 'goalId', 'eventId', 'outcomeId', 'campaignId'],
  invalid_contact_fields: ['contactFields'],
  invalid_contact_field: ['contactFields'],
  unknown_contact_field: ['contactFields'],
  wrong_channel: ['channel'],
  contact_not_found: ['contact'],
  invalid_contact_id: ['contact'],
  consent_not_found: ['consent'],
  invalid_consent: ['consent'],
  consent_not_named: ['consent'],
}
const named = /^(?:invalid|missing)_(type|value|url|referrer)$|^(type|value|url|referrer)_too_long$/
/** `'goal' would, but goalId must be a text`: how a schema says where an item does not fit it. */
const misfit = /\bbut (?:\/)?["']?([A-Za-z]\w*)/

/** The member of an item, as it is called there, that is the reason of a refusal; null where that is not one member. */
export function findFaultyField(
  { code, message }: { readonly code: string; readonly message: string },
  item: JsonObject | null,
): string | null {
  const match = named.exec(code)
  const names =
    match !== null
      ? [match[1] ?? match[2] ?? '']
      : (byCode[code] ?? (code === 'unknown_item' ? [misfit.exec(message)?.[1] ?? ''] : []))
  if (item === null) return names[0] || null
  const members = Object.keys(item)
  for (const name of names) {
    const member = members.find((key) => key.toLowerCase() === name.toLowerCase())
    if (member !== undefined) return member
  }
  return code.startsWith('missing_') ? (names[0] ?? null) : null
}
