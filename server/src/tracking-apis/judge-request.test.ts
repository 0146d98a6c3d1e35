import { describe, expect, test } from 'vitest'
import { type Judged, judgeRequest } from './judge-request.ts'

const nothing: Judged = {
  refusal: null,
  failures: [],
  outcomes: [],
  lacksConsent: false,
  isEmpty: false,
  isRobot: false,
}
const tracked = { status: 'tracked', processor: 'goal', isProvisional: false } as const
const dropped = { status: 'dropped', processor: 'mine', reason: 'a test' } as const
const wrong = { code: 'unknown_goal', message: 'There is no such goal.' }
const noConsent = { code: 'consent_required', message: 'No.' }

describe('A request is', () => {
  test.each<[string, Partial<Judged>, number, string, string | null]>([
    ['accepted when all of it was taken', { outcomes: [tracked] }, 200, 'accepted', null],
    ['accepted when there was nothing to take', {}, 200, 'accepted', null],
    [
      'accepted, and says so, when it should have held events',
      { isEmpty: true },
      200,
      'accepted',
      'no_events',
    ],
    [
      'accepted provisionally when somebody has to confirm what it names',
      { outcomes: [tracked, { ...tracked, isProvisional: true }] },
      200,
      'accepted_provisional',
      'provisional_definition',
    ],
    [
      'partly accepted when some of it was taken',
      { failures: [null, wrong] },
      400,
      'partly_accepted',
      'unknown_goal',
    ],
    ['refused when none of it was taken', { failures: [wrong, wrong] }, 400, 'refused', 'unknown_goal'],
    ['refused when it was refused as a whole', { refusal: wrong }, 400, 'refused', 'unknown_goal'],
    ['failed when the server could not', { refusal: wrong }, 503, 'failed', 'unknown_goal'],
    ['withheld for want of a consent', { lacksConsent: true }, 200, 'withheld', 'consent_required'],
    [
      'withheld when each item is refused for want of a consent',
      { failures: [noConsent, noConsent] },
      207,
      'withheld',
      'consent_required',
    ],
    ['filtered when it is a robot’s', { outcomes: [tracked], isRobot: true }, 200, 'filtered', 'robot'],
    ['filtered when all of it was left out on purpose', { outcomes: [dropped] }, 200, 'filtered', 'dropped'],
    ['accepted when only some of it was left out', { outcomes: [dropped, tracked] }, 200, 'accepted', null],
  ])('%s', (_title, judged, status, verdict, code) => {
    const judgement = judgeRequest({ ...nothing, ...judged }, status)
    expect([judgement.verdict, judgement.reason?.code ?? null]).toEqual([verdict, code])
  })
})
