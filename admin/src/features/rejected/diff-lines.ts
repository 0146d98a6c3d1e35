export interface DiffLine {
  readonly change: 'same' | 'added' | 'removed'
  readonly text: string
}

/** Beyond that a table of all pairs would be too large; whoever changes so much sees both as wholes. */
const MOST_LINES = 1_000

/** What was done to a text, line by line: the fewest lines taken out and put in. */
export function diffLines(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')]
  if (old.length > MOST_LINES || now.length > MOST_LINES)
    return [...mark(old, 'removed'), ...mark(now, 'added')]
  // Longest common part of the rest of both, from each pair of places on.
  const width = now.length + 1
  const common = new Uint16Array((old.length + 1) * width)
  const at = (row: number, column: number) => common[row * width + column] ?? 0
  for (let row = old.length - 1; row >= 0; row--) {
    for (let column = now.length - 1; column >= 0; column--) {
      common[row * width + column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1))
    }
  }
  const lines: DiffLine[] = []
  let [row, column] = [0, 0]
  while (row < old.length && column < now.length) {
    if (old[row] === now[column]) {
      lines.push({ change: 'same', text: old[row++] ?? '' })
      column++
    } else if (at(row + 1, column) >= at(row, column + 1)) {
      lines.push({ change: 'removed', text: old[row++] ?? '' })
    } else {
      lines.push({ change: 'added', text: now[column++] ?? '' })
    }
  }
  return [...lines, ...mark(old.slice(row), 'removed'), ...mark(now.slice(column), 'added')]
}

function mark(lines: readonly string[], change: DiffLine['change']): DiffLine[] {
  return lines.map((text) => ({ change, text }))
}

/** JSON in lines of its own; what is no JSON as it is. */
export function tidyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
