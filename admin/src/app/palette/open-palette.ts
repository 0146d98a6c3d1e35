import { useSyncExternalStore } from 'react'

let isOpen = false
const listeners = new Set<() => void>()

export function openPalette(): void {
  set(true)
}

export function closePalette(): void {
  set(false)
}

export function usePaletteOpen(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isOpen,
  )
}

function set(to: boolean): void {
  isOpen = to
  for (const listener of listeners) listener()
}
