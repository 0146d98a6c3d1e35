import type { AgreeCommand, Draft, EndVisitCommand, TrackCommand } from '../../src/domain/command.ts'
import { newId, type Uuid } from '../../src/domain/ids.ts'
import type { RequestClient } from '../../src/pipeline/processor.ts'

/** Commands as the tracking APIs would make them, with everything that a test does not care about filled in. */

export const noon = Date.parse('2026-03-02T12:00:00.000Z')
/** A request that says nothing of its client. */
export const noClient: RequestClient = { address: null, userAgent: null, referrer: null, languages: null }
export const minutes = (count: number): number => count * 60_000

export function draft(more: Partial<Draft> = {}): Draft {
  const occurredAt = more.occurredAt ?? noon
  return {
    id: newId(occurredAt),
    item: 0,
    kind: 'event',
    // The migrations make the page visit their first definition.
    definitionId: more.kind === 'pageView' ? 1 : 10,
    occurredAt,
    timeSource: 'server',
    messageId: null,
    points: 0,
    monetaryValue: null,
    currency: null,
    value: null,
    url: null,
    referrer: null,
    data: null,
    fields: null,
    identity: null,
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
    client: null,
    requiredConsentId: null,
    drafts,
    ...more,
  }
}

/** A flush of the Sitecore API. */
export function endVisit(contactId: Uuid, more: Partial<EndVisitCommand> = {}): EndVisitCommand {
  return {
    type: 'endVisit',
    api: 'sitecore',
    contactId,
    channelId: null,
    at: noon,
    requiredConsentId: null,
    ...more,
  }
}

/** Says yes or no to a consent, through the Xperience API where nothing else is said. */
export function agree(
  contactId: Uuid,
  consentId: number,
  agreed: boolean,
  more: Partial<AgreeCommand> = {},
): AgreeCommand {
  const at = more.at ?? noon
  return {
    type: 'agree',
    api: 'xperience',
    id: newId(at),
    contactId,
    freshId: newId(at),
    consentId,
    channelId: 1,
    agreed,
    at,
    requiredConsentId: null,
    ...more,
  }
}
