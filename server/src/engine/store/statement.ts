import type { Client, QueryConfig } from 'pg'
import type { Classification } from '../../domain/classification.ts'
import type { TimeSource } from '../../domain/kinds.ts'

/** A prepared statement of the engine: `name` is unique, `values` are bound. */
export interface Statement extends QueryConfig {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

export type EngineClient = Client

/** Tracking APIs in the database: contact_state.api, contact_aliases.api. */
export const apiNumbers = { sitecore: 1, xperience: 2 } as const

/** Whose clock a time is, in the database: activities.time_source. */
export const timeSourceNumbers = { server: null, client: 1, clamped: 2, replayed: 3 } as const

export function timeSourceOfNumber(source: number | null): TimeSource {
  switch (source) {
    case timeSourceNumbers.client:
      return 'client'
    case timeSourceNumbers.clamped:
      return 'clamped'
    case timeSourceNumbers.replayed:
      return 'replayed'
    default:
      return 'server'
  }
}

export function apiOfNumber(api: number): 'sitecore' | 'xperience' {
  return api === apiNumbers.sitecore ? 'sitecore' : 'xperience'
}

/** Classifications in the database: contact_state.classification. */
export const classificationNumbers = { unknown: 0, robot: 1, human: 2 } as const

export function classificationOfNumber(classification: number): Classification {
  if (classification === classificationNumbers.human) return 'human'
  return classification === classificationNumbers.robot ? 'robot' : 'unknown'
}
