import type { RawMeasured } from './raw-load.ts'

/** What was measured, if everything was accepted; else the figure would be worth nothing. */
export function needAccepted(measured: RawMeasured): RawMeasured {
  const refused = Object.entries(measured.statuses).filter(([status]) => !status.startsWith('2'))
  if (refused.length === 0 && measured.lost === 0) return measured
  throw new Error(`Not all was accepted: ${JSON.stringify(measured.statuses)}, ${measured.lost} lost.`)
}
