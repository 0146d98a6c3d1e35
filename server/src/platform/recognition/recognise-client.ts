import { type AddressPolicy, readAddress, truncateAddress } from '../../domain/client-address.ts'
import type { Location, VisitClient } from '../../domain/visit-client.ts'
import { type RecognisedAgent, recogniseUserAgent } from './recognise-user-agent.ts'
import { remember } from './remember.ts'

/** What is to be recognised: an address and a user agent as a request gives them. */
interface Sender {
  readonly address: string | null
  readonly userAgent: string | null
}

/** What a visit notes of its client, its address as far as `policy` allows. Never throws. */
export type RecogniseClient = (sender: Sender, policy: AddressPolicy) => VisitClient

/** Of a user agent no more counts: real ones have 100 to 250 characters. */
const MAX_USER_AGENT_LENGTH = 512
/** At least so many of each are remembered, and at most twice as many: some megabytes at worst. */
const REMEMBERED_USER_AGENTS = 2_000
const REMEMBERED_ADDRESSES = 5_000

/**
 * Makes what recognises clients (docs/spec/sitecore.md §1.8, §1.9). An ordinary event pays a look-up or two: what a
 * user agent and an address mean is remembered. `findLocation` takes the whole address, whatever may be stored of it.
 */
export function createClientRecogniser(findLocation: (address: string) => Location | null): RecogniseClient {
  const agents = remember(REMEMBERED_USER_AGENTS, recogniseUserAgent)
  const addresses = remember(REMEMBERED_ADDRESSES, (text) => {
    const full = readAddress(text)
    return full === null ? null : { full, truncated: truncateAddress(full), none: null }
  })

  return ({ address: text, userAgent }, policy) => {
    const agent = userAgent === null ? NOTHING_SAID : agents.get(shorten(userAgent))
    const address = text === null ? null : addresses.get(text)
    return {
      isRobot: agent.isRobot,
      device: agent.device,
      location: address === null ? null : findLocation(address.full),
      address: address === null ? null : address[policy],
    }
  }
}

const NOTHING_SAID: RecognisedAgent = { isRobot: false, device: null }

/** A copy: a mere slice would keep the whole header in memory. */
function shorten(userAgent: string): string {
  if (userAgent.length <= MAX_USER_AGENT_LENGTH) return userAgent
  return Buffer.from(userAgent.slice(0, MAX_USER_AGENT_LENGTH)).toString()
}
