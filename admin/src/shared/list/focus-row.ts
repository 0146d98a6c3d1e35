/** Rows say which they are by `data-row`; what opens a row is the first link or button in it. */
export function findRow(id: string): Element | null {
  return document.querySelector(`[data-row="${CSS.escape(id)}"]`)
}

/** Moves the focus to what opens a row, and the row into sight. False: there is none. */
export function focusRow(id: string): boolean {
  const row = findRow(id)
  const link = row?.querySelector<HTMLElement>('a, button')
  if (row === null || link == null) return false
  // The link may be in sight where its row is not: below a head that stays.
  link.focus({ preventScroll: true })
  row.scrollIntoView({ block: 'nearest' })
  return true
}

/** The id of the row that holds the focus. */
export function findFocusedRow(): string | null {
  return document.activeElement?.closest('[data-row]')?.getAttribute('data-row') ?? null
}
