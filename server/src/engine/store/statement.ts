import type { Client, QueryConfig } from 'pg'

/** A prepared statement of the engine: `name` is unique, `values` are bound. */
export interface Statement extends QueryConfig {
  readonly name: string
  readonly text: string
  readonly values: unknown[]
}

export type EngineClient = Client

/** Tracking APIs in the database: contact_state.api, contact_aliases.api. */
export const apiNumbers = { sitecore: 1, xperience: 2 } as const

export function apiOfNumber(api: number): 'sitecore' | 'xperience' {
  return api === apiNumbers.sitecore ? 'sitecore' : 'xperience'
}
