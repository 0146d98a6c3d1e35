import type { ActivityHistogram } from '../activities.api.ts'

export interface BucketNames {
  /** Of a bar that begins at this moment, RFC 3339. */
  readonly full: (from: string) => string
  /** Where there is little room. */
  readonly short: (from: string) => string
}

const hour = { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' } as const
const shortHour = { hour: 'numeric', minute: '2-digit' } as const
const day = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' } as const
const shortDay = { day: 'numeric', month: 'short' } as const

/** Days are called what they are in `zone`, in which they are counted; hours by the clock of the viewer. */
export function nameBuckets(step: ActivityHistogram['step'], zone: string): BucketNames {
  return step === 'hour'
    ? { full: writeIn(hour), short: writeIn(shortHour) }
    : { full: writeIn({ ...day, timeZone: zone }), short: writeIn({ ...shortDay, timeZone: zone }) }
}

function writeIn(options: Intl.DateTimeFormatOptions): (from: string) => string {
  const format = new Intl.DateTimeFormat(undefined, options)
  return (from) => format.format(Date.parse(from))
}
