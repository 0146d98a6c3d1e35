import { useSyncExternalStore } from 'react'

let isOpen = false
let typed = ''
const listeners = new Set<() => void>()

/** Opens it. It has to be loaded the first time: what is typed meanwhile is kept for it. */
export function openPalette(): void {
  if (isOpen) return
  typed = ''
  addEventListener('keydown', keepKey, true)
  set(true)
}

export function closePalette(): void {
  removeEventListener('keydown', keepKey, true)
  set(false)
}

/** What was typed before there was a field to type into. */
export function takeTyped(): string {
  removeEventListener('keydown', keepKey, true)
  return typed
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

function keepKey(event: KeyboardEvent): void {
  if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return
  event.preventDefault()
  event.stopPropagation()
  typed += event.key
}

function set(to: boolean): void {
  isOpen = to
  for (const listener of listeners) listener()
}
