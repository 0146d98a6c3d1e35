import { contactFieldNames } from '../../domain/contact-fields.ts'
import { parseGuid } from '../../domain/ids.ts'
import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import type { Header } from './decode-request.ts'

export const MASK = '•••'

const contactFields: ReadonlySet<string> = new Set(
  [...contactFieldNames, 'name', 'phone', 'address', 'identifier', 'gender'].map((name) =>
    name.toLowerCase(),
  ),
)
/** Members that hold nothing but what is said of a person. */
const containers: ReadonlySet<string> = new Set(['contactfields', 'contact_fields', 'identity', 'contact'])
const personalHeaders: ReadonlySet<string> = new Set(['cookie', 'set-cookie', 'x-waymark-visitor'])
/** What apps say of themselves and not of their visitors. */
const plainParameters: ReadonlySet<string> = new Set(['sc_apikey', 'sc_camp', 'sc_trk'])

/** Members that hold addresses of pages, whose query may say anything of a visitor. */
const addresses: ReadonlySet<string> = new Set(['url', 'referrer'])

/** A body with the values of contact fields hidden, at any depth; their names stay, since they are what is looked for. */
export function maskValue(value: JsonValue, isHidden = false): JsonValue {
  if (Array.isArray(value)) return value.map((member) => maskValue(member, isHidden))
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        typeof member === 'string' && addresses.has(name.toLowerCase())
          ? maskUrl(member)
          : maskValue(member, isHidden || isPersonal(name, member)),
      ]),
    )
  }
  return isHidden && value !== null ? MASK : value
}

/** A GUID alone is no more than what is shown anyway: that of the contact, say. */
function isPersonal(name: string, value: JsonValue | undefined): boolean {
  const lower = name.toLowerCase()
  if (containers.has(lower)) return typeof value !== 'string' || parseGuid(value) === null
  return contactFields.has(lower)
}

export function maskHeaders(headers: readonly Header[]): Header[] {
  return headers.map(({ name, value }) => {
    if (name === 'referer') return { name, value: maskUrl(value) }
    return { name, value: personalHeaders.has(name) ? MASK : value }
  })
}

/** An address with the values of its query hidden, but for those that say nothing of a visitor. */
export function maskUrl(url: string): string {
  return mapQuery(url, (name, value) => (plainParameters.has(name.toLowerCase()) ? value : MASK))
}

/** An address with no more of what was sent as a key than a public one may show: somebody may have sent a secret. */
export function hideSecretKey(url: string): string {
  return mapQuery(url, (name, value) => (name.toLowerCase() === 'sc_apikey' ? shortenKey(value) : value))
}

/** GUIDs are public, and texts such as `undefined` are what is wrong with them. */
export function shortenKey(sent: string): string {
  if (sent.length <= 9 || parseGuid(decode(sent)) !== null) return sent
  return `${sent.slice(0, 4)}…`
}

function mapQuery(url: string, map: (name: string, value: string) => string): string {
  const mark = url.indexOf('?')
  if (mark < 0) return url
  const pairs = url
    .slice(mark + 1)
    .split('&')
    .map((pair) => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? pair
        : `${pair.slice(0, equals)}=${map(pair.slice(0, equals), pair.slice(equals + 1))}`
    })
  return `${url.slice(0, mark)}?${pairs.join('&')}`
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
