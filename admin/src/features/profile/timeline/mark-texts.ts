import { formatDuration, formatExact, formatMoney, formatNumber } from '../../../shared/format.ts'
import type { Mark } from './journey.api.ts'
import type { useJourneyTexts } from './journey.texts.ts'

export type JourneyText = ReturnType<typeof useJourneyTexts>

type Valued = Pick<Mark, 'points' | 'monetary'>

/** What a mark, or several that are drawn as one, is called: `Registration`, `3 goals`, `Visit`. */
export function nameOf(marks: readonly Mark[], text: JourneyText): string {
  const [first] = marks
  if (first === undefined) return ''
  const count = countOf(marks)
  if (count > 1) return text(`count_${first.kind}`, { count })
  if (first.kind === 'visit') return text(first.robot ? 'kind_robot' : 'kind_visit')
  return first.names[0]?.name ?? text(`kind_${first.kind}`)
}

/** The names behind a count, most frequent first: `Registration × 2`. */
export function namesOf(marks: readonly Mark[], text: JourneyText): string[] {
  const counts = new Map<string, number>()
  for (const { name, count } of marks.flatMap(({ names }) => names)) {
    counts.set(name, (counts.get(name) ?? 0) + count)
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([name, count]) => (count === 1 ? name : text('times', { name, count: formatNumber(count) })))
}

/** `50 points`, `€20.00`; nothing for what is worth nothing. */
export function valuesOf(marks: readonly Valued[], text: JourneyText): string[] {
  const points = marks.reduce((sum, mark) => sum + mark.points, 0)
  const money = moneyOf(marks).map(([currency, amount]) => formatMoney(amount, currency))
  return points === 0 ? money : [...money, text('points', { count: points })]
}

export function moneyOf(marks: readonly Valued[]): [currency: string, amount: number][] {
  const sums = new Map<string, number>()
  for (const [currency, amount] of marks.flatMap(({ monetary }) => Object.entries(monetary))) {
    sums.set(currency, (sums.get(currency) ?? 0) + amount)
  }
  return [...sums].filter(([, amount]) => amount !== 0)
}

export function countOf(marks: readonly Mark[]): number {
  return marks.reduce((sum, { count }) => sum + count, 0)
}

/**
 * All of it in one line, for those who do not see the picture. `drawn`: what is written in the mark, a rounded amount; who
 * speaks to the browser says what is read there, so it is part of the line.
 */
export function describeMarks(
  marks: readonly Mark[],
  text: JourneyText,
  drawn: string | null = null,
): string {
  const [first] = marks
  if (first === undefined) return ''
  const kind = first.kind === 'visit' || countOf(marks) > 1 ? [] : [text(`kind_${first.kind}`)]
  const values = valuesOf(marks, text)
  return [
    ...kind,
    nameOf(marks, text),
    formatExact(first.at),
    ...(first.open ? [text('openVisit')] : []),
    ...values,
    ...(drawn === null || values.includes(drawn) ? [] : [drawn]),
  ].join(', ')
}

/** How long a visit was, or over what time several marks lie; nothing for a moment. */
export function lengthOfMarks(marks: readonly Mark[]): string | null {
  const [first] = marks
  if (first === undefined) return null
  const until = Math.max(...marks.map((mark) => mark.until))
  return until > first.at && countOf(marks) === 1 ? formatDuration(until - first.at) : null
}
