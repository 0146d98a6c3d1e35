import { randomBytes } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { BlockList, isIPv6 } from 'node:net'
import type { Config } from './config.ts'

/** What proxies make ids of: GUIDs, hexadecimal digits, ULIDs. Nothing that could hold an address or break a line. */
const acceptable = /^[\w-]{8,64}$/

/**
 * Names each request in the log and in the replies that point to it (docs/spec/waymark.md §1). The id that a trusted
 * proxy sends in `X-Request-Id` is taken over, so that one id finds a request in the logs of both; one that anybody else
 * sends is not, since it would let them write into the log. Own ids begin with what tells this process from others.
 */
export function createRequestIds(trustProxy: Config['trustProxy']): (request: IncomingMessage) => string {
  const isTrusted = createPeerTrust(trustProxy)
  const ofThisProcess = randomBytes(4).toString('hex')
  let count = 0

  return ({ headers, socket }) => {
    const sent = headers['x-request-id']
    return typeof sent === 'string' && acceptable.test(sent) && isTrusted(socket.remoteAddress)
      ? sent
      : `${ofThisProcess}-${(++count).toString(36)}`
  }
}

/** Whether the peer of a connection is a proxy that may speak for its clients. */
function createPeerTrust(trustProxy: Config['trustProxy']): (address: string | undefined) => boolean {
  if (trustProxy === false) return () => false
  // Whoever sets a number of proxies says that every request comes through that many.
  if (typeof trustProxy === 'number') return () => true
  const list = new BlockList()
  for (const range of trustProxy) {
    const [address = '', bits] = range.split('/')
    const family = isIPv6(address) ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, Number(bits), family)
  }
  return (address) => address !== undefined && list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
