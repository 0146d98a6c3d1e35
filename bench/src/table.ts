/** One line of the bench: a figure with what it must and should be, and the load behind it where there is one. */
export interface Line {
  readonly what: string
  readonly value?: number
  readonly must?: number
  readonly aim?: number
  /** Smaller is better. */
  readonly below?: boolean
  /** What the value is a ratio of. */
  readonly of?: string
  readonly rate?: number
  readonly p50?: number
  readonly p99?: number
}

const headings = ['what', 'value', 'must', 'aim', 'verdict', 'rate/s', 'p50 ms', 'p99 ms']

/** The lines as a Markdown table. */
export function formatTable(lines: readonly Line[]): string {
  const rows = [headings, headings.map(() => '---'), ...lines.map(toCells)]
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`).join('\n')
}

function toCells({ what, value, must, aim, below, of, rate, p50, p99 }: Line): string[] {
  const ratio = value === undefined ? '' : `${round(value)}${of === undefined ? '' : ` of ${of}`}`
  const number = (n: number | undefined): string => (n === undefined ? '' : round(n))
  return [
    what,
    ratio,
    number(must),
    number(aim),
    verdict(value, must, aim, below),
    number(rate),
    number(p50),
    number(p99),
  ]
}

function verdict(value?: number, must?: number, aim?: number, below = false): string {
  if (value === undefined || must === undefined || aim === undefined) return ''
  const reaches = (goal: number): boolean => (below ? value < goal : value >= goal)
  return reaches(aim) ? 'aim' : reaches(must) ? 'must' : 'SHORT'
}

function round(n: number): string {
  return n >= 100 ? Math.round(n).toString() : n >= 10 ? n.toFixed(1) : n.toFixed(2)
}
