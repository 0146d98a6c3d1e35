import type { Activity } from '../profile.api.ts'

export interface Property {
  readonly name: string
  /** As text; what is nested as JSON. */
  readonly text: string
  /** Of the parameter `property`, where activities can be narrowed by this value. */
  readonly filter: string | null
}

const LONGEST_FILTER = 400

/** All that is known of an activity, by name: its own members that have a value, then what the client sent with it. */
export function listProperties(activity: Activity): Property[] {
  const { data, ...own } = activity
  const members = Object.entries(own)
    .filter(([name, value]) => shownMembers.has(name) && value !== null && value !== '')
    .map(([name, value]) => ({ name, text: String(value), filter: null }))
  const sent = Object.entries(data ?? {}).map(([name, value]) => ({
    name: `data.${name}`,
    text: typeof value === 'string' ? value : JSON.stringify(value),
    filter: writeFilter(name, value),
  }))
  return [...members, ...sent]
}

const shownMembers = new Set([
  'id',
  'kind',
  'type',
  'value',
  'url',
  'referrer',
  'occurredAt',
  'receivedAt',
  'timeSource',
  'points',
  'monetaryValue',
  'currency',
  'visitId',
  'parentId',
  'channelId',
  'definitionId',
])

/** `plan:gold`, with colons and backslashes of the name escaped; nested values cannot be asked for. */
function writeFilter(name: string, value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null
  const filter = `${name.replaceAll(/[\\:]/g, '\\$&')}:${value}`
  return name === '' || value === '' || filter.length > LONGEST_FILTER || filter.includes('\0')
    ? null
    : filter
}
