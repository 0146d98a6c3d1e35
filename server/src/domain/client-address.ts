import { isIP } from 'node:net'

/** How much of a client's address may be stored: the setting `addresses.store`. */
export type AddressPolicy = 'full' | 'truncated' | 'none'

const IPV4_WITH_PORT = /^([\d.]+):\d{1,5}$/
const IN_BRACKETS = /^\[([^\]]*)\](?::\d{1,5})?$/
const MAPPED_IPV4 = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/

/**
 * An IP address in its one canonical notation (RFC 5952): an IPv4 address that came over an IPv6 socket
 * (`::ffff:192.0.2.7`) as IPv4, without a zone (`%eth0`), and without the port that some proxies add. Null for what is no
 * address.
 */
export function readAddress(text: string): string | null {
  const bare = IPV4_WITH_PORT.exec(text)?.[1] ?? IN_BRACKETS.exec(text)?.[1] ?? text
  const version = isIP(bare)
  if (version !== 6) return version === 4 ? bare : null
  const canonical = canonicalIpv6(bare.replace(/%.*$/, ''))
  const [, high, low] = MAPPED_IPV4.exec(canonical) ?? []
  if (high === undefined || low === undefined) return canonical
  const [first, second] = [Number.parseInt(high, 16), Number.parseInt(low, 16)]
  return `${first >> 8}.${first & 0xff}.${second >> 8}.${second & 0xff}`
}

/**
 * A canonical address without what tells one household from the next (docs/spec/sitecore.md §1.9): IPv4 without its
 * last octet, IPv6 without all behind its first 48 bits. Those of a 6to4 address hold a whole IPv4 address, which loses
 * its last octet too.
 */
export function truncateAddress(address: string): string {
  if (!address.includes(':')) return address.replace(/\d+$/, '0')
  const [first = 0, second = 0, third = 0] = groupsOf(address)
  const kept = [first, second, first === SIX_TO_FOUR ? third & 0xff00 : third]
  return canonicalIpv6(`${kept.map((group) => group.toString(16)).join(':')}::`)
}

const SIX_TO_FOUR = 0x2002

/**
 * What tells one client's addresses from those of others: IPv4 as a whole, of IPv6 the first 64 bits, within which a
 * client has as many as it likes. What is no address stands for itself.
 */
export function networkOf(text: string): string {
  const address = readAddress(text)
  if (address === null) return text.slice(0, 64)
  if (!address.includes(':')) return address
  return groupsOf(address)
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')
}

/** The eight groups of a canonical IPv6 address. */
function groupsOf(address: string): number[] {
  const [left = '', right = ''] = address.split('::')
  const [before, after] = [left, right].map((part) => (part === '' ? [] : part.split(':')))
  const zeros = Array.from({ length: 8 - (before?.length ?? 0) - (after?.length ?? 0) }, () => '0')
  return [...(before ?? []), ...zeros, ...(after ?? [])].map((group) => Number.parseInt(group, 16))
}

/** As URLs have it: the shortest form, in lower case. */
function canonicalIpv6(address: string): string {
  return new URL(`http://[${address}]`).hostname.slice(1, -1)
}
