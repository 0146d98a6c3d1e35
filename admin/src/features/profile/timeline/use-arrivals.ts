import { useState } from 'react'
import type { Journey } from './journey.api.ts'

const NONE: ReadonlySet<string> = new Set()

/** The marks that are new since the same stretch of time was shown before: what an open visit has added. */
export function useArrivals(journey: Journey): ReadonlySet<string> {
  const [last, setLast] = useState({ journey, arrived: NONE })
  if (last.journey === journey) return last.arrived
  const next = { journey, arrived: findArrivals(last.journey, journey) }
  setLast(next)
  return next.arrived
}

function findArrivals(before: Journey, after: Journey): ReadonlySet<string> {
  if (before.contactId !== after.contactId || before.from !== after.from) return NONE
  const known = new Set(before.marks.map(({ id }) => id))
  return new Set(after.marks.map(({ id }) => id).filter((id) => !known.has(id)))
}
