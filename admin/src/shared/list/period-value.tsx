import { formatDay, formatExact } from '../format.ts'
import { useForeignZone } from '../report-zone.ts'
import { useListTexts } from './list.texts.ts'
import { readPeriod } from './period.ts'

/** A period in words; of days it says the zone, where that is not the viewer's own. */
export function PeriodValue({ value }: { value: string }) {
  const text = useListTexts()
  const zone = useForeignZone()
  const period = readPeriod(value)
  if (period === undefined) return value
  if (period.kind === 'last')
    return period.hours === 24 ? text('lastHours') : text('lastDays', { count: period.hours / 24 })
  const { from, to } = period
  const isDays = period.kind === 'days'
  const format = isDays ? formatDay : (moment: string) => formatExact(Date.parse(moment))
  const stretch =
    from === null
      ? text('untilDay', { to: format(to ?? '') })
      : to === null
        ? text('sinceDay', { from: format(from) })
        : from === to
          ? format(from)
          : text('customPeriod', { from: format(from), to: format(to) })
  return isDays && zone !== null ? text('inZone', { days: stretch, zone }) : stretch
}
