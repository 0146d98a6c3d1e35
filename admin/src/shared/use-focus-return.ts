import { useEffect, useRef, useState } from 'react'
import { findRow, focusRow } from './list/focus-row.ts'

/**
 * For what lies over the page from when it is drawn until it is drawn no more: gives the focus back when it goes. To the row that
 * it showed last, where it lies over a list, else to what had the focus when it came; else to the page, whose tab stops go
 * on from there. Mantine's own return needs a layer that is there before it opens and after it closed.
 */
export function useFocusReturn(row?: string): void {
  const [opener] = useState(() => document.activeElement)
  const shown = useRef(row)
  useEffect(() => {
    shown.current = row
  }, [row])
  useEffect(() => () => returnFocus(opener, shown.current), [opener])
}

function returnFocus(opener: Element | null, row: string | undefined): void {
  const holder = document.activeElement
  // Whoever closed it by going elsewhere is there already.
  if (holder !== null && holder !== document.body) return
  const isOfRow = row === undefined || findRow(row)?.contains(opener)
  if (!isOfRow && focusRow(row)) return
  const isThere = opener !== null && opener !== document.body && opener.isConnected
  const target = isThere ? opener : document.getElementById('content')
  if (target !== null && 'focus' in target)
    (target as HTMLElement | SVGElement).focus({ preventScroll: true })
}
