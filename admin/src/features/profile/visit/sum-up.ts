export interface Place {
  readonly durationMs: number
  readonly points: number
  readonly monetary: Readonly<Record<string, number>>
}

/** Adds places up; money in ten-thousandths, so that it stays exact. */
export function sumUp(places: readonly Place[]): Place {
  const monetary: Record<string, number> = {}
  for (const place of places)
    for (const [currency, amount] of Object.entries(place.monetary))
      monetary[currency] = Math.round(((monetary[currency] ?? 0) + amount) * 10_000) / 10_000
  return {
    durationMs: places.reduce((sum, { durationMs }) => sum + durationMs, 0),
    points: places.reduce((sum, { points }) => sum + points, 0),
    monetary,
  }
}
