import { domainToASCII } from 'node:url'
import { splitList } from '../../catalogue/origins.ts'

/** Who may read replies from a browser: nobody was named, everybody, or those of a list. */
export type AllowedOrigins = 'none' | 'any' | readonly AllowedOrigin[]

export interface AllowedOrigin {
  /** In lower case and in ASCII (punycode). */
  readonly host: string
  /** Null matches every scheme. */
  readonly scheme: string | null
  /** Null matches every port. */
  readonly port: string | null
}

const ENTRY = /^(?:([a-z][a-z0-9+.-]*):\/\/)?([^\s/?#@\\:[\]*]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i
const ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/([^\s/?#@\\:[\]*]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?$/i

/**
 * Reads the setting `headless.corsAllowedOrigins` (docs/spec/xperience.md §1.9): entries separated by semicolons, each
 * a host with or without a port, a full origin, or `*`. An entry that is none of these allows nobody.
 */
export function parseAllowedOrigins(setting: string): AllowedOrigins {
  const entries = splitList(setting)
  if (entries.includes('*')) return 'any'
  if (entries.length === 0) return 'none'
  return entries.flatMap((entry) => parseEntry(entry) ?? [])
}

function parseEntry(entry: string): AllowedOrigin | null {
  const [, scheme, host, port] = ENTRY.exec(entry) ?? []
  if (host === undefined) return null
  if (scheme === undefined) return { host: normaliseHost(host), scheme: null, port: port ?? null }
  return { host: normaliseHost(host), scheme: scheme.toLowerCase(), port: port ?? defaultPort(scheme) }
}

/** The value of Access-Control-Allow-Origin for a request with this Origin, or null for no such header. */
export function allowOrigin(allowed: AllowedOrigins, origin: string | undefined): string | null {
  if (allowed === 'any') return '*'
  if (allowed === 'none' || origin === undefined) return null
  const [, scheme, rawHost, explicitPort] = ORIGIN.exec(origin) ?? []
  if (scheme === undefined || rawHost === undefined) return null
  const host = normaliseHost(rawHost)
  const port = explicitPort ?? defaultPort(scheme)
  const isListed = allowed.some(
    (entry) =>
      entry.host === host &&
      (entry.scheme === null || entry.scheme === scheme.toLowerCase()) &&
      (entry.port === null || entry.port === port),
  )
  return isListed ? origin : null
}

function normaliseHost(host: string): string {
  return domainToASCII(host) || host.toLowerCase()
}

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443' }

/** Of a scheme without one, such as `capacitor`, the empty text: no port that an entry could name. */
function defaultPort(scheme: string): string {
  return defaultPorts[scheme.toLowerCase()] ?? ''
}
