import type { ItemVerdict, Reason, Verdict } from '../domain/answered-request.ts'

/** What is known of a request when its reply is ready. */
export interface Judged {
  readonly refusal: Reason | null
  readonly failures: readonly (Reason | null)[]
  readonly outcomes: readonly ItemVerdict[]
  readonly lacksConsent: boolean
  /** It was to hold events and held none. */
  readonly isEmpty: boolean
  readonly isRobot: boolean
}

export interface Judgement {
  readonly verdict: Verdict
  /** Null where there is nothing to say. */
  readonly reason: Reason | null
}

/** In one word, and why: `refused` is what the sender can mend, `failed` what it cannot (docs/spec/waymark.md §7.1). */
export function judgeRequest(judged: Judged, status: number): Judgement {
  const { refusal, failures, outcomes, lacksConsent, isEmpty, isRobot } = judged
  if (refusal !== null) return { verdict: status >= 500 ? 'failed' : 'refused', reason: refusal }
  if (lacksConsent) return WITHHELD
  if (failures.length > 0) return judgeFailures(failures, status)
  if (status >= 400) return UNKNOWN_REFUSAL
  if (isEmpty) return EMPTY
  if (isRobot) return ROBOT
  const reason = findDropped(outcomes)
  if (reason !== null) return { verdict: 'filtered', reason: { code: 'dropped', message: reason } }
  return outcomes.some(isProvisional) ? PROVISIONAL : ACCEPTED
}

function judgeFailures(failures: readonly (Reason | null)[], status: number): Judgement {
  const reason = failures.find((failure) => failure !== null) ?? null
  if (failures.some((failure) => failure === null)) return { verdict: 'partly_accepted', reason }
  if (failures.every((failure) => failure?.code === WITHHELD.reason.code)) return WITHHELD
  return { verdict: status >= 500 ? 'failed' : 'refused', reason }
}

function isProvisional(outcome: ItemVerdict): boolean {
  return outcome.status === 'tracked' && outcome.isProvisional
}

/** Why all items were left out on purpose; null where any was stored. */
function findDropped(outcomes: readonly ItemVerdict[]): string | null {
  let reason: string | null = null
  for (const outcome of outcomes) {
    if (outcome.status !== 'dropped') return null
    reason ??= outcome.reason
  }
  return reason
}

const ACCEPTED: Judgement = { verdict: 'accepted', reason: null }
const EMPTY: Judgement = {
  verdict: 'accepted',
  reason: { code: 'no_events', message: 'The request held no events: there was nothing to store.' },
}
const WITHHELD = {
  verdict: 'withheld',
  reason: {
    code: 'consent_required',
    message: 'Nothing was stored: this channel requires a consent that the visitor has not given.',
  },
} as const
const ROBOT: Judgement = {
  verdict: 'filtered',
  reason: {
    code: 'robot',
    message:
      'By its user agent this is a robot. It is stored, and left out of lists and figures unless they are asked for robots.',
  },
}
const PROVISIONAL: Judgement = {
  verdict: 'accepted_provisional',
  reason: {
    code: 'provisional_definition',
    message: 'Stored under a definition that nobody has confirmed yet: its name came with a request.',
  },
}
/** Every refusal says why; one that did not would be a defect. */
const UNKNOWN_REFUSAL: Judgement = {
  verdict: 'refused',
  reason: { code: 'unknown', message: 'The reply says why.' },
}
