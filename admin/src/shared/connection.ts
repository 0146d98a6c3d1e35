import { useSyncExternalStore } from 'react'

const ASK_EVERY_MS = 2_000
let isLost = false
let timer: ReturnType<typeof setInterval> | undefined
const listeners = new Set<() => void>()
let onBack: () => void = () => {}

/** Somebody got no answer at all. Asks on until there is one again; then `hearOfConnection`'s listener is called. */
export function noteNoAnswer(): void {
  if (isLost) return
  change(true)
  timer = setInterval(() => void ask(), ASK_EVERY_MS)
}

export function hearOfConnection(listener: () => void): void {
  onBack = listener
}

export function useIsConnectionLost(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isLost,
  )
}

async function ask(): Promise<void> {
  const isBack = await fetch('/health/live', { cache: 'no-store' }).then(
    (reply) => reply.ok,
    () => false,
  )
  if (!isBack || !isLost) return
  clearInterval(timer)
  change(false)
  onBack()
}

function change(to: boolean): void {
  isLost = to
  for (const listener of listeners) listener()
}
