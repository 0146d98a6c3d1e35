import { isIP } from 'node:net'
import { consentPathBeside } from './consent-path.ts'

// What a text of the environment means: a value, or undefined where it means none.

const KiB = 1024
export const MiB = 1024 * KiB
const largestBodyBytes = 1024 * MiB

/** What else is served, now or in a later version. */
export const takenPaths = ['/kentico.tracking', '/api', '/admin', '/health', '/metrics', '/layouts']

export function parseHost(text: string): string | undefined {
  return isIP(text) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(text) ? text : undefined
}

export function parseInteger(text: string, min: number, max: number): number | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined
  const value = Number(text)
  return value >= min && value <= max ? value : undefined
}

export function parsePublicUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username || url.password)
    return undefined
  return url.origin + url.pathname.replace(/\/+$/, '')
}

export function parseTrustProxy(text: string): false | number | string[] | undefined {
  if (/^(off|false|0)$/i.test(text)) return false
  const hops = parseInteger(text, 1, 32)
  if (hops !== undefined) return hops
  const ranges = text.split(',').map((range) => range.trim())
  return ranges.every(isAddressOrRange) ? ranges : undefined
}

function isAddressOrRange(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/')
  const version = isIP(address)
  if (version === 0 || rest.length > 0) return false
  return bits === undefined || parseInteger(bits, 0, version === 4 ? 32 : 128) !== undefined
}

export function parseBodySize(text: string): number | undefined {
  const [, digits = '', unit = ''] = /^(\d+)\s*(KiB|MiB)?$/i.exec(text) ?? []
  const factor = { '': 1, kib: KiB, mib: MiB }[unit.toLowerCase()] ?? 1
  const count = parseInteger(digits, 1, largestBodyBytes)
  return count !== undefined && count * factor <= largestBodyBytes ? count * factor : undefined
}

export function parseOwnPath(text: string): string | undefined {
  if (!/^(\/[\w.~-]+)+\/?$/.test(text)) return undefined
  const path = text.replace(/\/$/, '')
  const [, first] = path.toLowerCase().split('/')
  if (path.toLowerCase() === consentPathBeside(path).toLowerCase()) return undefined
  return takenPaths.includes(`/${first}`) ? undefined : path
}
