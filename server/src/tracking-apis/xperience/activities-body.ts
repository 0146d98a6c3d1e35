import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import { findFlaw } from '../../platform/json/find-flaw.ts'
import { listMemberNames, normaliseMemberNames } from './member-names.ts'
import type { Problem } from './problem.ts'
import { problems } from './problems.ts'

/** The body of `POST /activities`. */
export interface ActivitiesBody {
  /** GUID of the channel that the app believes to be. */
  readonly channel: Uuid
  readonly contact: Uuid
  /** Not looked at yet: each of them is judged for itself. */
  readonly activities: readonly JsonValue[]
}

const memberNames = listMemberNames('channel', 'contact', 'activities')

/**
 * The vendor takes "any number"; ours is what fits into a body of 10 MiB with a margin (docs/spec/xperience.md §1.6).
 */
const MAX_ACTIVITIES = 50_000

export function readActivitiesBody(value: JsonValue, mayBeFlawed: boolean): ActivitiesBody | Problem {
  if (!isJsonObject(value)) {
    return problems.invalidBody({ $: ['The body must be an object with channel, contact and activities.'] })
  }
  const { activities, ...others } = normaliseMemberNames(value, memberNames)
  const flaw = mayBeFlawed ? findFlaw(others) : null
  if (flaw !== null) return problems.unreadableJson(flaw)

  const channel = readGuid(others.channel)
  const contact = readGuid(others.contact)
  if (channel === null || contact === null || !Array.isArray(activities)) {
    return problems.invalidBody({
      ...(channel === null && { channel: ['The channel must be the GUID of a channel.'] }),
      ...(contact === null && { contact: ['The contact must be the GUID of a contact.'] }),
      ...(!Array.isArray(activities) && { activities: ['The activities must be an array of activities.'] }),
    })
  }
  if (activities.length > MAX_ACTIVITIES) return problems.tooManyActivities(MAX_ACTIVITIES)
  return { channel, contact, activities }
}

function readGuid(value: JsonValue | undefined): Uuid | null {
  return typeof value === 'string' ? parseGuid(value) : null
}
