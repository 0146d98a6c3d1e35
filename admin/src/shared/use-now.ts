import { useSyncExternalStore } from 'react'
import { clockSince } from './clock-since.ts'

const STEP_MS = 1_000
const listeners = new Set<() => void>()
let now = Date.now()
let timer: ReturnType<typeof setInterval> | undefined

/** The time, in steps of ten seconds. All hooks of this file read one clock, so that no two parts of a page disagree. */
export function useNow(): number {
  return useNowSince(0)
}

/** The time as far as it matters to a moment: second by second while that is less than a minute ago, then in steps of ten. */
export function useNowSince(moment: number): number {
  return useSyncExternalStore(subscribe, () => clockSince(moment, readClock()))
}

/** The time, second by second. */
export function useSeconds(): number {
  return useSyncExternalStore(subscribe, readClock)
}

/** Whether a moment has passed: what asks is drawn anew once, when it does. */
export function useIsPast(moment: number): boolean {
  return useSyncExternalStore(subscribe, () => readClock() > moment)
}

/** A clock that nobody looked at has stopped: who looks again sees the time, not when it stopped. */
function readClock(): number {
  if (timer === undefined && Date.now() - now >= STEP_MS) now = Date.now()
  return now
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    now = Date.now()
    for (const one of listeners) one()
  }, STEP_MS)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}
