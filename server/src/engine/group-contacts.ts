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
export function groupContacts(
  commands: readonly Command[],
  names: Names & { readonly emailOwners: ReadonlyMap<string, Uuid> },
): ContactGroups {
  const parents = new Map<string, string>()
  const rootOf = (node: string): string => {
    let root = node
    for (let next = parents.get(root); next !== undefined; next = parents.get(root)) root = next
    return root
  }
  const join = (a: string, b: string) => {
    const [from, to] = [rootOf(a), rootOf(b)]
    if (from !== to) parents.set(from, to)
  }
  const contactOf = (named: Uuid) => findContact(names, named)?.id ?? named

  const members = new Set<Uuid>()
  for (const command of commands) {
    if (command.type !== 'track') continue
    const contact = contactOf(chooseDevice(names, command))
    members.add(contact)
    for (const { fields } of command.drafts) {
      const email = fields?.email?.toLowerCase()
      if (email === undefined) continue
      join(contact, `email ${email}`)
      const owner = names.emailOwners.get(email)
      if (owner === undefined) continue
      members.add(contactOf(owner))
      join(contactOf(owner), `email ${email}`)
    }
  }
  const groups = Map.groupBy(members, rootOf)
  return {
    idsFor(named) {
      const contact = contactOf(named)
      return groups.get(rootOf(contact)) ?? [contact]
    },
  }
}
