/** Something that has a place on a lane and a width there. */
export interface Placed<Mark> {
  /** Its middle. */
  readonly x: number
  readonly width: number
  readonly marks: readonly Mark[]
}

interface Bubble<Mark> extends Placed<Mark> {
  readonly first: number
  readonly last: number
}

/** Marks whose middles are nearer than this become one. */
const NEAREST_PIXELS = 12

/**
 * Gathers marks of one lane that would touch: each bubble stands in the middle of what it holds, and none touches another.
 * `widthOf` tells how wide some marks are drawn together. Marks in order of `x`.
 */
export function gatherBubbles<Mark>(
  marks: readonly Mark[],
  xOf: (mark: Mark) => number,
  widthOf: (marks: readonly Mark[]) => number,
): Placed<Mark>[] {
  const bubbles: Bubble<Mark>[] = []
  for (const mark of marks) {
    const x = xOf(mark)
    let bubble: Bubble<Mark> = { x, width: widthOf([mark]), marks: [mark], first: x, last: x }
    // What has grown may touch the one before it.
    for (
      let before = bubbles.at(-1);
      before !== undefined && touch(before, bubble);
      before = bubbles.at(-1)
    ) {
      bubbles.pop()
      const together = [...before.marks, ...bubble.marks]
      const [first, last] = [before.first, bubble.last]
      bubble = { x: (first + last) / 2, width: widthOf(together), marks: together, first, last }
    }
    bubbles.push(bubble)
  }
  return bubbles
}

function touch<Mark>(a: Placed<Mark>, b: Placed<Mark>): boolean {
  return b.x - a.x < Math.max(NEAREST_PIXELS, (a.width + b.width) / 2)
}
