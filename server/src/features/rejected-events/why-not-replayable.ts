import type { TrackingApiName } from '../../domain/kinds.ts'
import type { Replayer } from '../../pipeline/replay.ts'
import { sentNumbers } from './rejected-numbers.ts'

export type Replayers = Readonly<Record<TrackingApiName, Replayer>>

export const notReplayableCodes = [
  'not_read',
  'withheld',
  'only_a_part',
  'other_endpoint',
  'channel_gone',
] as const

/** Why a rejected event cannot be judged again, in words for whoever would like to. */
export interface NotReplayable {
  readonly code: (typeof notReplayableCodes)[number]
  readonly message: string
}

/** Null where it can. */
export function whyNotReplayable(
  event: {
    readonly endpoint: string | null
    readonly sent: number | null
    readonly is_cut: boolean
  },
  { endpoints }: Pick<Replayer, 'endpoints'>,
  isChannelThere: boolean,
): NotReplayable | null {
  if (!isChannelThere)
    return { code: 'channel_gone', message: 'The channel that it was sent to is not there any more.' }
  if (event.endpoint !== null && !endpoints.includes(event.endpoint)) {
    return {
      code: 'other_endpoint',
      message:
        'Only events can be replayed. A consent has to come from the person who gives it, and a new contact is known only to the client that asked for it.',
    }
  }
  if (event.sent === null || event.endpoint === null) {
    return {
      code: 'not_read',
      message: 'Nothing of this request was kept: it was refused before its body was read.',
    }
  }
  if (event.sent === sentNumbers.withheld) {
    return {
      code: 'withheld',
      message:
        'Nothing of this request was kept: its channel requires a consent, and it was refused before anybody asked whether that was given.',
    }
  }
  if (event.is_cut) {
    return {
      code: 'only_a_part',
      message: 'More was sent than the 8 KiB that are kept, so that the rest is missing.',
    }
  }
  return null
}
