import { sql } from 'kysely'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { findSurvivors } from './contact-family.queries.ts'

interface Named {
  readonly first_name: string | null
  readonly middle_name: string | null
  readonly last_name: string | null
  readonly email: string | null
  readonly identifiers: readonly { readonly source: string; readonly identifier: string }[]
  readonly created_at: Date
}

/**
 * The names, else the e-mail address, else the first identifier with its source (docs/spec/waymark.md §4), else the
 * vendor's pattern for visitors without any (docs/spec/xperience.md §1.3). Computed when shown: stored in a name it
 * would overwrite a real one in a merge.
 */
export function displayNameOf(contact: Named): string {
  const names = [contact.first_name, contact.middle_name, contact.last_name]
  const fullName = names.filter((name) => name !== null && name.trim() !== '').join(' ')
  if (fullName !== '') return fullName
  if (contact.email !== null && contact.email !== '') return contact.email
  const [first] = contact.identifiers
  if (first !== undefined) return `${first.source}: ${first.identifier}`
  return `Anonymous - ${contact.created_at.toISOString().replace('T', ' ').slice(0, -1)}`
}

/** How a contact is called where only its name is shown. */
export interface ContactName {
  readonly displayName: string
  /** Identified. */
  readonly known: boolean
}

/** Names by id, of contacts that exist under exactly these ids: those of survivors. */
export async function findContactNames(
  queries: Queries,
  ids: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, ContactName>> {
  const { rows } = await sql<Named & { id: Uuid }>`
    SELECT c.id, c.created_at, c.email, c.first_name, c.middle_name, c.last_name,
      (SELECT coalesce(jsonb_agg(jsonb_build_object('source', i.source, 'identifier', i.identifier)
          ORDER BY i.source, i.identifier), '[]')
        FROM contact_identifiers i WHERE i.contact_id = c.id) AS identifiers
    FROM contacts c WHERE c.id = ANY(${[...new Set(ids)]}::uuid[])`.execute(queries)
  return new Map(
    rows.map((row) => [row.id, { displayName: displayNameOf(row), known: row.identifiers.length > 0 }]),
  )
}

export interface NamedContact extends ContactName {
  readonly id: Uuid
}

/** The contacts that these ids name now, by the id that was asked for: it may be one that was merged away, or nobody's. */
export async function findNamedContacts(
  queries: Queries,
  asked: readonly Uuid[],
): Promise<ReadonlyMap<Uuid, NamedContact>> {
  const ids = [...new Set(asked)]
  if (ids.length === 0) return new Map()
  const survivors = await findSurvivors(queries, ids)
  const survivorOf = (id: Uuid) => survivors.get(id) ?? id
  const names = await findContactNames(queries, ids.map(survivorOf))
  return new Map(
    ids.flatMap((id): [Uuid, NamedContact][] => {
      const name = names.get(survivorOf(id))
      return name === undefined ? [] : [[id, { id: survivorOf(id), ...name }]]
    }),
  )
}
