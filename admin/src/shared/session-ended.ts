import { useSyncExternalStore } from 'react'

let ended = false
const listeners = new Set<() => void>()

/** Any call may be the first to learn that the session is over. */
export function noteSessionEnded(): void {
  change(true)
}

export function noteSignedIn(): void {
  change(false)
}

export function useSessionEnded(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => ended,
  )
}

function change(to: boolean): void {
  ended = to
  for (const listener of listeners) listener()
}
