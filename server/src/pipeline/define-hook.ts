import type { Uuid } from '../domain/ids.ts'
import type { JsonObject, JsonValue } from '../domain/json.ts'
import type { ActivityKind, TimeSource, TrackingApiName } from '../domain/kinds.ts'
import { checkName, checkWhere } from './define-processor.ts'
import type { Dropped, Failed, Next, ProcessorContext, ProcessorRequest } from './processor.ts'

/** What a hook before items works with. */
export interface HookContext
  extends Pick<ProcessorContext, 'request' | 'catalogue' | 'facts' | 'logger' | 'loadContact'> {
  /** Tells the processors of this request something, as `context.facts`: any JSON value, of which they get a copy. */
  setFact(name: string, value: JsonValue): void
}

/** Activities of one contact that were committed. */
export interface StoredActivities {
  readonly api: TrackingApiName
  readonly channel: ProcessorRequest['channel']
  readonly contactId: Uuid
  readonly activities: readonly StoredActivity[]
}

export interface StoredActivity {
  readonly id: Uuid
  readonly kind: ActivityKind
  /** The name of its definition: the goal's, the page event's, the activity type's … */
  readonly type: string
  readonly value: string | null
  readonly url: string | null
  readonly referrer: string | null
  readonly points: number
  readonly monetaryValue: string | null
  readonly currency: string | null
  readonly data: JsonObject | null
  /** Milliseconds since 1970. */
  readonly occurredAt: number
  readonly timeSource: TimeSource
  /** The client's own id of it. */
  readonly messageId: string | null
  readonly receivedAt: number
}

export interface HookDefinition {
  /** Unique among hooks: letters, digits and `_ - .`, at most 100. */
  readonly name: string
  /** Without it, both. */
  readonly api?: TrackingApiName
  /** Code names of the channels that it works for; without them, all. */
  readonly channels?: readonly string[]
  /**
   * Before a request's items: `next()` lets each go its way, `failed(…)` refuses all of them, `dropped(…)` accepts all
   * and stores nothing. One that throws or is late refuses them.
   */
  readonly beforeItems?: (
    items: readonly JsonValue[],
    context: HookContext,
  ) => Next | Failed | Dropped | PromiseLike<Next | Failed | Dropped>
  /** After the commit, beside the answer to the client: told at most once of what was stored. */
  readonly afterCommit?: (stored: StoredActivities, context: Pick<HookContext, 'logger'>) => unknown
}

/** A hook of a plug-in, made by `defineHook`. */
export interface Hook {
  readonly type: 'hook'
  readonly name: string
  readonly api: TrackingApiName | null
  readonly channels: readonly string[] | null
  readonly beforeItems: NonNullable<HookDefinition['beforeItems']> | null
  readonly afterCommit: NonNullable<HookDefinition['afterCommit']> | null
}

/**
 * Makes a hook: something to be done before the items of a request, after what they gave was committed, or both
 * (docs/spec/waymark.md §5).
 *
 * @throws TypeError with a sentence for the author of the plug-in when a member of the definition is wrong.
 */
export function defineHook(definition: HookDefinition): Hook {
  const { name, api = null, channels = null } = definition
  checkName('hook', name)
  checkWhere(`The hook '${name}'`, api ?? 'sitecore', channels)
  const { beforeItems, afterCommit } = definition
  for (const [member, value] of Object.entries({ beforeItems, afterCommit })) {
    if (value !== undefined && typeof value !== 'function')
      throw new TypeError(`The hook '${name}' needs a function as its "${member}".`)
  }
  if (beforeItems === undefined && afterCommit === undefined)
    throw new TypeError(`The hook '${name}' needs "beforeItems", "afterCommit" or both.`)
  return {
    type: 'hook',
    name,
    api,
    channels,
    beforeItems:
      beforeItems === undefined ? null : (items, context) => beforeItems.call(definition, items, context),
    afterCommit:
      afterCommit === undefined ? null : (stored, context) => afterCommit.call(definition, stored, context),
  }
}
