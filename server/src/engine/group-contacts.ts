import type { Command } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import { identitiesOf } from './batch-needs.ts'
import { identifierKey } from './identifier-key.ts'
import {
  chooseDevice,
  findContact,
  findHome,
  findOwner,
  type Names,
  type Owners,
} from './reduce/find-contact.ts'

/** The contacts of a batch that may become one in it. */
export interface ContactGroups {
  /** Of the contact that a client names: its own id, and those of all with whom it may be merged. */
  idsFor(named: Uuid): readonly Uuid[]
  /** These, and where a device acts for another contact than its id names, the same of the named one. */
  idsOfSenders(device: Uuid): readonly Uuid[]
}

/**
 * Groups the contacts that the identifiers of a batch connect, their owners included: what one of them has
 * stored may be another's when the next command is reduced, so it has to be loaded for all of them.
 */
export function groupContacts(commands: readonly Command[], names: NamesAndOwners): ContactGroups {
  const contactOf = (named: Uuid) => findContact(names, named)?.id ?? named
  let groups: ReadonlyMap<Uuid, readonly Uuid[]> | undefined
  const idsWith = (contact: Uuid) => {
    groups ??= connect(commands, names, contactOf)
    return groups.get(contact) ?? [contact]
  }
  return {
    idsFor: (named) => idsWith(contactOf(named)),
    idsOfSenders(device) {
      const [ids, home] = [idsWith(contactOf(device)), findHome(names, device)]
      return home === undefined || ids.includes(home.id) ? ids : [...ids, ...idsWith(home.id)]
    },
  }
}

type NamesAndOwners = Names & Owners

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
  const join = (contact: Uuid, identifier: string) => {
    members.add(contact)
    const [from, to] = [rootOf(contact), rootOf(identifier)]
    if (from !== to) parents.set(from, to)
  }
  for (const command of commands) {
    if (command.type !== 'track') continue
    for (const identity of command.drafts.flatMap(identitiesOf)) {
      const key = identifierKey(identity.source, identity.identifier)
      join(contactOf(chooseDevice(names, command)), key)
      const owner = findOwner(names, identity)
      if (owner !== undefined) join(owner.id, key)
    }
  }
  const groups = new Map<Uuid, readonly Uuid[]>()
  for (const group of Map.groupBy(members, rootOf).values()) for (const id of group) groups.set(id, group)
  return groups
}
