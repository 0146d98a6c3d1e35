import type { IncomingHttpHeaders } from 'node:http'

const PARAMETER = /;\s*([^=;\s]+)\s*=\s*"?([^";]*)"?/g

/**
 * Whether a body is sent as JSON in UTF-8 (docs/spec/sitecore.md §1.4, status 415). No Content-Type at all is taken as
 * JSON; parameters other than the charset do not matter.
 */
export function isJsonBody(headers: IncomingHttpHeaders): boolean {
  const encoding = headers['content-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') return false
  const type = headers['content-type']
  if (type === undefined || type === 'application/json') return true
  const lower = type.toLowerCase()
  if (lower.split(';', 1)[0]?.trim() !== 'application/json') return false
  return [...lower.matchAll(PARAMETER)].every(
    ([, name, value]) => name !== 'charset' || isUtf8(value?.trim()),
  )
}

function isUtf8(charset: string | undefined): boolean {
  return charset === 'utf-8' || charset === 'utf8'
}
