import type { Page } from 'playwright-core'

/** What every page has, and Node has not. */
interface PageScope {
  requestAnimationFrame(note: (at: number) => void): number
  cancelAnimationFrame(frame: number): void
}

/** More than a screen draws. */
const FRAMES_A_SECOND = 70

/** Begins to note how long each frame of a page takes; what it gives ends that, with their milliseconds in order. */
export async function recordFrames(page: Page, mostSeconds: number): Promise<() => Promise<number[]>> {
  const recording = await page.evaluateHandle((most) => {
    const scope = globalThis as unknown as PageScope
    // Has its room before it begins: what is noted is no growth of the heap.
    const times = new Float64Array(most)
    let count = 0
    let frame = scope.requestAnimationFrame(function note(at) {
      if (count < times.length) times[count++] = at
      frame = scope.requestAnimationFrame(note)
    })
    return {
      stop() {
        scope.cancelAnimationFrame(frame)
        return [...times.subarray(0, count)]
      },
    }
  }, mostSeconds * FRAMES_A_SECOND)
  return async () => {
    const times = await recording.evaluate((it) => it.stop())
    await recording.dispose()
    return times.slice(1).map((at, n) => at - (times[n] ?? at))
  }
}

/** A percentile of frames; 1 is the longest. */
export function frameAt(frames: readonly number[], share: number): number {
  const sorted = frames.toSorted((one, other) => one - other)
  return sorted[Math.min(Math.floor(sorted.length * share), sorted.length - 1)] ?? Number.NaN
}
