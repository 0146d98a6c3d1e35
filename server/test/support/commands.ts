import type { Draft, TrackCommand } from '../../src/domain/command.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'

/** Commands as the tracking APIs would make them, with everything that a test does not care about filled in. */

export const noon = Date.parse('2026-03-02T12:00:00.000Z')
export const minutes = (count: number): number => count * 60_000

export function draft(more: Partial<Draft> = {}): Draft {
  const occurredAt = more.occurredAt ?? noon
  return {
    id: newId(occurredAt),
    item: 0,
    kind: 'event',
    definitionId: 10,
    occurredAt,
    points: 0,
    monetaryValue: null,
    currency: null,
    value: null,
    url: null,
    referrer: null,
    data: null,
    fields: null,
    ...more,
  }
}

export function track(
  contactId: Uuid,
  drafts: readonly Draft[],
  more: Partial<TrackCommand> = {},
): TrackCommand {
  const at = drafts[0]?.occurredAt ?? noon
  return {
    type: 'track',
    api: 'sitecore',
    contactId,
    freshId: newId(at),
    channelId: 1,
    at,
    visitTimeoutMs: minutes(20),
    drafts,
    ...more,
  }
}
