import type { Uuid } from '../../domain/ids.ts'

/** An outcome whose definition starts an era. */
export interface EraStart {
  readonly at: number
  readonly label: string
  readonly definitionId: Uuid
}

export interface EraSpan {
  readonly label: string
  /** Among all; 0 is the first one. */
  readonly place: number
  /** Null for the first era, which nothing started. */
  readonly definitionId: Uuid | null
  readonly from: number
  /** Null while it goes on. */
  readonly until: number | null
}

/**
 * The eras of a contact, in order: the first from its first activity, another one from each outcome that starts one. An
 * outcome that would start the era that goes on already changes nothing.
 */
export function findEras(firstAt: number, firstLabel: string, starts: readonly EraStart[]): EraSpan[] {
  const begun: Omit<EraSpan, 'until' | 'place'>[] = [{ label: firstLabel, definitionId: null, from: firstAt }]
  for (const { at, label, definitionId } of starts.toSorted((a, b) => a.at - b.at)) {
    const running = begun.at(-1)
    if (running?.definitionId === definitionId && running.label === label) continue
    // One that is as long as nothing is an era too: the first one stays the first.
    begun.push({ label, definitionId, from: Math.max(at, firstAt) })
  }
  return begun.map((era, n) => ({ ...era, place: n, until: begun[n + 1]?.from ?? null }))
}
