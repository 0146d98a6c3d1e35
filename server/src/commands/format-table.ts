/** Rows under headings, in columns; `none` when there are no rows. Times are UTC to the minute. */
export function formatTable(
  headings: readonly string[],
  rows: readonly (readonly (string | Date)[])[],
  none: string,
): string {
  if (rows.length === 0) return none
  const lines = [headings, ...rows].map((row) => row.map(formatCell))
  const widths = headings.map((_, column) =>
    Math.max(...lines.map((line) => [...(line[column] ?? '')].length)),
  )
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function formatCell(cell: string | Date): string {
  return typeof cell === 'string' ? cell : `${cell.toISOString().slice(0, 16)}Z`
}
