import type { Command } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import type { Names } from './reduce/find-contact.ts'
import type { Profile } from './state.ts'
import { loadProfiles, type ProfileRow } from './store/load-profiles.ts'
import { loadSources, type SourceRow } from './store/load-sources.ts'
import type { EngineClient } from './store/statement.ts'

/**
 * Loads the fields of contacts that may be changed as persons, or merged, in this batch, and, where drafts say who their
 * contact is, the sources of their identifiers. `owners` have an identifier that drafts name.
 */
export async function loadPersons(
  client: EngineClient,
  names: Names,
  commands: readonly Command[],
  owners: Iterable<Uuid>,
  withSources: boolean,
): Promise<void> {
  const ids = personsOf(commands, owners, names)
  if (ids.length === 0) return
  await addProfiles(client, names, ids)
  if (withSources) await addSources(client, names, ids)
}

/** Who may be changed as a person, or merged: contacts of which drafts say who they are or what they are like, and
 * whoever has an identifier that drafts name. */
function personsOf(
  commands: readonly Command[],
  owners: Iterable<Uuid>,
  { contacts, aliases }: Names,
): Uuid[] {
  const needed = new Set<Uuid>(owners)
  for (const command of commands) {
    if (command.type !== 'track') continue
    if (command.drafts.some(({ fields, identity }) => fields !== null || identity !== null))
      needed.add(aliases.get(command.contactId)?.contactId ?? command.contactId)
  }
  for (const id of needed) {
    const survivor = contacts.get(id)?.mergedInto
    if (survivor != null) needed.add(survivor)
  }
  return [...needed].filter((id) => contacts.has(id))
}

async function addSources(client: EngineClient, { contacts }: Names, ids: readonly Uuid[]): Promise<void> {
  for (const id of ids) {
    const contact = contacts.get(id)
    if (contact !== undefined) contact.sources = new Set()
  }
  const { rows } = await client.query<SourceRow>(loadSources(ids))
  for (const { contact_id, source } of rows) contacts.get(contact_id)?.sources?.add(source)
}

async function addProfiles(client: EngineClient, { contacts }: Names, ids: readonly Uuid[]): Promise<void> {
  const { rows } = await client.query<ProfileRow>(loadProfiles(ids))
  for (const { id, ...profile } of rows) {
    const contact = contacts.get(id)
    if (contact !== undefined) contact.profile = profile as Profile
  }
}
