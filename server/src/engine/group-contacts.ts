import type { Command } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import { chooseDevice, findContact, type Names } from './reduce/find-contact.ts'

/** The contacts of a batch that may become one in it. */
export interface ContactGroups {
  /** Of the contact that a client names: its own id, and those of all with whom it may be merged. */
  idsFor(named: Uuid): readonly Uuid[]
}

/**
 * Groups the contacts that the e-mail addresses of a batch connect, owners of addresses included: what one of them has
 * stored may be another's when the next command is reduced, so it has to be loaded for all of them.
 */
export function groupContacts(commands: readonly Command[], names: NamesAndOwners): ContactGroups {
  const contactOf = (named: Uuid) => findContact(names, named)?.id ?? named
  let groups: ReadonlyMap<Uuid, readonly Uuid[]> | undefined
  return {
    idsFor(named) {
      const contact = contactOf(named)
      groups ??= connect(commands, names, contactOf)
      return groups.get(contact) ?? [contact]
    },
  }
}

type NamesAndOwners = Names & { readonly emailOwners: ReadonlyMap<string, Uuid> }

/** The groups of more than one contact, by each of their members. */
function connect(
  commands: readonly Command[],
  names: NamesAndOwners,
  contactOf: (named: Uuid) => Uuid,
): ReadonlyMap<Uuid, readonly Uuid[]> {
  const parents = new Map<string, string>()
  const rootOf = (node: string): string => {
    let root = node
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    return root
  }
  const members = new Set<Uuid>()
  const join = (contact: Uuid, email: string) => {
    members.add(contact)
    const [from, to] = [rootOf(contact), rootOf(`e-mail ${email}`)]
    if (from !== to) parents.set(from, to)
  }
  for (const command of commands) {
    if (command.type !== 'track') continue
    for (const { fields } of command.drafts) {
      const email = fields?.email?.toLowerCase()
      if (email === undefined) continue
      join(contactOf(chooseDevice(names, command)), email)
      const owner = names.emailOwners.get(email)
      if (owner !== undefined) join(contactOf(owner), email)
    }
  }
  const groups = new Map<Uuid, readonly Uuid[]>()
  for (const group of Map.groupBy(members, rootOf).values()) for (const id of group) groups.set(id, group)
  return groups
}
