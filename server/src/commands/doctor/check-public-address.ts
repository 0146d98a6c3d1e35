import type { Settings } from '../../catalogue/settings.ts'
import type { Config } from '../../platform/config.ts'
import { isWaymark } from './check-server.ts'
import { type Finding, ok, orOk, warning } from './finding.ts'

const local = /^(?:localhost|127\.\d+\.\d+\.\d+|::1|\[::1\])$/

type Wanted = Pick<Config, 'host' | 'publicUrl' | 'trustProxy'>
type CookieSettings = Pick<Settings, 'cookies.secure' | 'cookies.sameSite'>

/** Whether what browsers and proxies are told fits together: public address, forwarded headers, cookies. */
export function checkPublicAddress(
  { host, publicUrl, trustProxy }: Wanted,
  settings: CookieSettings,
): Finding[] {
  const check = 'public address'
  const url = publicUrl === null ? null : new URL(publicUrl)
  const isSecure = url?.protocol === 'https:'
  const listensToAll = !local.test(host)
  const findings: Finding[] = []
  const warn = (message: string) => findings.push(warning(check, message))

  if (url === null && (listensToAll || trustProxy !== false)) {
    warn(
      'WAYMARK_PUBLIC_URL is not set: what the address is, and so whether cookies are Secure, is guessed from each request. Set it to the address that visitors see.',
    )
  }
  if (isSecure && trustProxy === false) {
    warn(
      'WAYMARK_PUBLIC_URL begins with https, so a proxy stands in front, but WAYMARK_TRUST_PROXY is off: every visitor seems to come from the proxy. Set it to the address of the proxy.',
    )
  }
  if (url !== null && !isSecure && !local.test(url.hostname)) {
    warn(
      'WAYMARK_PUBLIC_URL begins with http: browsers send its cookies to pages of the same site only, and everybody on the way can read along. Put a proxy with https in front.',
    )
  }
  if (typeof trustProxy === 'number' && listensToAll) {
    warn(
      `WAYMARK_TRUST_PROXY is a number and Waymark listens on ${host}: whoever gets at the port directly can make up an address. Let it listen on 127.0.0.1, or name the addresses of the proxies.`,
    )
  }
  if (settings['cookies.secure'] === 'always' && url !== null && !isSecure && !local.test(url.hostname)) {
    warn(
      'The setting cookies.secure is "always", but the address begins with http: browsers drop the cookies.',
    )
  }
  if (
    settings['cookies.sameSite'] === 'none' &&
    (settings['cookies.secure'] === 'never' || (url !== null && !isSecure))
  ) {
    warn(
      'The setting cookies.sameSite is "none", which browsers take from Secure cookies only: they drop these.',
    )
  }
  return orOk(
    findings,
    check,
    publicUrl === null ? 'Local use.' : `${publicUrl}, and what stands before it is known.`,
  )
}

/** Whether the public address leads to a Waymark. From this machine it need not, while it does from elsewhere. */
export async function checkReachable(publicUrl: string): Promise<Finding> {
  return (await isWaymark(publicUrl))
    ? ok('public address', `${publicUrl} leads to a Waymark.`)
    : warning(
        'public address',
        `${publicUrl} does not lead to a Waymark from this machine. Look whether the proxy passes requests on; /health/live should answer there.`,
      )
}
