const minute = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
const second = new Intl.DateTimeFormat(undefined, {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
  hourCycle: 'h23',
})

/** The time of day in the zone of the viewer, to the minute or to the millisecond. */
export function formatClock(at: string, precision: 'minute' | 'millisecond'): string {
  return (precision === 'minute' ? minute : second).format(Date.parse(at))
}
