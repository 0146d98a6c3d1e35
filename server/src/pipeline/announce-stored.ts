import type { Catalogue } from '../catalogue/snapshot.ts'
import { timeOfId } from '../domain/ids.ts'
import type { JsonObject } from '../domain/json.ts'
import type { CommittedBatch } from '../engine/contract.ts'
import type { Logger } from '../platform/logger.ts'
import type { Hook, StoredActivities, StoredActivity } from './define-hook.ts'
import { freezeDeep } from './freeze-deep.ts'
import { createGuardOptions, guardPlugin } from './guard-plugin.ts'
import { next, type PluginLogger } from './processor.ts'
import { isHookFor } from './run-hooks.ts'

type CommittedActivity = CommittedBatch['activities'][number]

export interface Announcer {
  /** Has the hooks told of what a batch stored, later: it neither waits nor throws. */
  announce(batch: CommittedBatch): void
}

export interface AnnouncerOptions {
  readonly hooks: readonly Hook[]
  readonly catalogue: Pick<Catalogue, 'snapshot'>
  readonly logger: Logger
}

/** Batches; what comes while as many wait is not announced. At the most some hundred thousand activities. */
const MAX_WAITING = 1_000

/**
 * Tells hooks after the commit what was stored (docs/spec/waymark.md §5), one after the other and beside the answers to
 * clients: at most once, and not what waits when the server ends. Null where no hook asks for it.
 */
export function createAnnouncer({ hooks, catalogue, logger }: AnnouncerOptions): Announcer | null {
  const guard = createGuardOptions(logger, catalogue)
  const listeners = hooks.flatMap((hook) => {
    const { afterCommit } = hook
    if (afterCommit === null) return []
    const view = createView(logger.child({ hook: hook.name }))
    const tell = guardPlugin<StoredActivities, typeof view>(
      hook,
      // Whatever it gives is no answer to anything: only that it ends counts.
      async (stored) => {
        await afterCommit(stored, view)
        return next()
      },
      guard,
    )
    return { hook, tell: (stored: StoredActivities) => tell(stored, view, { id: null }) }
  })
  if (listeners.length === 0) return null

  const waiting: CommittedBatch[] = []
  let isTelling = false
  let lost = 0

  return {
    announce(batch) {
      if (batch.activities.length === 0) return
      if (waiting.length >= MAX_WAITING) {
        lost += batch.activities.length
        return
      }
      waiting.push(batch)
      if (isTelling) return
      isTelling = true
      setImmediate(() => void tellAll())
    },
  }

  async function tellAll(): Promise<void> {
    for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
      for (const activities of groupByContact(batch.activities)) await tellOne(activities)
    }
    isTelling = false
    if (lost > 0) logger.warn({ activities: lost }, 'hooks were too slow to hear of all activities')
    lost = 0
  }

  async function tellOne(group: readonly CommittedActivity[]): Promise<void> {
    const { snapshot } = catalogue
    const [first] = group
    const channel = first === undefined ? undefined : snapshot.channelById(first.channelId)
    if (first === undefined || channel === undefined) return
    const { guid, name, codeName, language } = channel
    const stored = freezeDeep({
      api: first.api,
      channel: { guid, name, codeName, language },
      contactId: first.contactId,
      activities: group.map(({ draft }): StoredActivity => {
        const { definitionId, item: _item, fields: _fields, identity: _identity, data, ...rest } = draft
        return {
          ...rest,
          type: snapshot.definitionById(definitionId)?.name ?? '',
          data: data === null ? null : (JSON.parse(data) as JsonObject),
          receivedAt: timeOfId(draft.id),
        }
      }),
    })
    for (const { hook, tell } of listeners) {
      if (isHookFor(hook, first.api, channel)) await tell(stored)
    }
  }
}

function groupByContact(activities: readonly CommittedActivity[]): CommittedActivity[][] {
  const groups = Map.groupBy(
    activities,
    ({ api, contactId, channelId }) => `${api} ${channelId} ${contactId}`,
  )
  return [...groups.values()]
}

function createView(logger: PluginLogger) {
  return { logger, close() {}, isReading: false, readFailure: null }
}
