const POP_EMBEDDING = '\u202c'
const POP_ISOLATE = '\u2069'
/** What opens a direction, and what closes it (Unicode Standard Annex 9). */
const closers: ReadonlyMap<string, string> = new Map([
  ['\u202a', POP_EMBEDDING],
  ['\u202b', POP_EMBEDDING],
  ['\u202d', POP_EMBEDDING],
  ['\u202e', POP_EMBEDDING],
  ['\u2066', POP_ISOLATE],
  ['\u2067', POP_ISOLATE],
  ['\u2068', POP_ISOLATE],
])
const controls = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * A text after which the direction is the one before it. What somebody sent may turn the direction of what follows, and
 * with it our own words: `There is no goal '…` went on from right to left. Other texts stay as they are.
 */
export function closeDirections(text: string): string {
  const open: string[] = []
  for (const [control] of text.matchAll(controls)) {
    const closer = closers.get(control)
    if (closer !== undefined) open.push(closer)
    else if (control === POP_ISOLATE) open.splice(findIsolate(open))
    else if (open.at(-1) === POP_EMBEDDING) open.pop()
  }
  return text + open.reverse().join('')
}

/** The end of an isolate ends what was opened in it too; without one it ends nothing. */
function findIsolate(open: readonly string[]): number {
  const place = open.lastIndexOf(POP_ISOLATE)
  return place < 0 ? open.length : place
}

/**
 * What somebody sent, or its beginning, in the quotes of a sentence. It is closed behind the quotes: between them stands
 * what was sent, letter by letter, and can be looked for.
 */
export function quoteSent(text: string, maxLength = 100): string {
  return closeDirections(`'${text.slice(0, maxLength)}'`)
}
