import type { IncomingHttpHeaders } from 'node:http'
import { isJsonMediaType } from '../../platform/json/media-type.ts'

/**
 * Whether a body is sent as JSON in UTF-8 (docs/spec/sitecore.md §1.4, status 415). No Content-Type at all is taken as
 * JSON.
 */
export function isJsonBody(headers: IncomingHttpHeaders): boolean {
  const { 'content-type': type, 'content-encoding': encoding = 'identity' } = headers
  return encoding.toLowerCase() === 'identity' && (type === undefined || isJsonMediaType(type))
}
