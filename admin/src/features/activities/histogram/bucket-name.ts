import type { ActivityHistogram } from '../activities.api.ts'

type Step = ActivityHistogram['step']
interface Times {
  readonly from: string
  readonly to: string
}

const hour = new Intl.DateTimeFormat(undefined, {
  day: 'numeric',
  month: 'short',
  hour: 'numeric',
  minute: '2-digit',
})
const shortHour = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const day = new Intl.DateTimeFormat(undefined, {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
})
const shortDay = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })

/** Days are those of the server's time zone: their middle is on the same day for most viewers. */
function middleOf({ from, to }: Times): number {
  return (Date.parse(from) + Date.parse(to)) / 2
}

export function bucketName(bucket: Times, step: Step): string {
  return step === 'hour' ? hour.format(Date.parse(bucket.from)) : day.format(middleOf(bucket))
}

export function tickName(bucket: Times, step: Step): string {
  return step === 'hour' ? shortHour.format(Date.parse(bucket.from)) : shortDay.format(middleOf(bucket))
}
