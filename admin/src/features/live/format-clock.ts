const minute = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' })
const exactly = { hour: 'numeric', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const
const millisecond = new Intl.DateTimeFormat(undefined, exactly)
const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' })

/** The time of day in the zone of the viewer, to the minute or to the millisecond. */
export function formatClock(at: string, precision: 'minute' | 'millisecond'): string {
  return (precision === 'minute' ? minute : millisecond).format(Date.parse(at))
}

/** The day, too, with the time to the millisecond, in the zone of the viewer. */
export function formatMoment(at: string): string {
  return `${day.format(Date.parse(at))}, ${formatClock(at, 'millisecond')}`
}
