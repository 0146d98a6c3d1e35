import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { journeyQuery } from './journey.api.ts'
import type { Span } from './time-axis.ts'
import { chooseWindow } from './view.ts'

const WIDTH_STEP = 200

/**
 * What the server has of a contact around the view; null: of all time. Of a view that moves a little, it is there already.
 * `width` is known before anything is laid out, that of the window: so nobody waits for the layout, or asks twice.
 */
export function useJourney(contactId: string, view: Span | null, width: number) {
  const [asked, setAsked] = useState<Span | null>(() => view && chooseWindow(view, null))
  const next = view === null ? null : (chooseWindow(view, asked) ?? asked)
  if (next !== asked) setAsked(next)
  // A window is twice as wide as the view in it.
  const pixels = Math.ceil(width / WIDTH_STEP) * WIDTH_STEP * (next === null ? 1 : 2)
  return useQuery(journeyQuery(contactId, next, Math.min(Math.max(pixels, 200), 4_000)))
}
