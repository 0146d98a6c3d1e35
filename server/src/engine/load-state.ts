import type { Command } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import { type BatchNeeds, readNeeds } from './batch-needs.ts'
import { type ContactGroups, groupContacts } from './group-contacts.ts'
import { loadVisits } from './load-visits.ts'
import { findContact } from './reduce/find-contact.ts'
import { type BatchState, type Contact, noChanges, type Profile } from './state.ts'
import { type EmailOwnerRow, findEmailOwners } from './store/find-email-owners.ts'
import { findMessageIds, type MessageIdRow } from './store/find-message-ids.ts'
import { findNewestAgreements, type NewestAgreementRow } from './store/find-newest-agreements.ts'
import { findStoredActivities } from './store/find-stored-activities.ts'
import { loadProfiles, type ProfileRow } from './store/load-profiles.ts'
import { type LockedContactRow, lockContacts } from './store/lock-contacts.ts'
import { readOpenVisits } from './store/open-visits.ts'
import { sendTogether } from './store/send-together.ts'
import { apiOfNumber, classificationOfNumber, type EngineClient } from './store/statement.ts'

export interface LoadedState {
  readonly state: BatchState
  /** What `pg_xact_status` wants to hear, should the connection break while the batch commits. */
  readonly transactionId: string
}

/**
 * Begins the transaction of a batch, locks every contact that its commands may touch and brings what they need to be
 * reduced. `isRepeated` looks also for what an earlier run of the same commands may have stored.
 */
export async function loadState(
  client: EngineClient,
  commands: readonly Command[],
  dayOf: (at: number) => string,
  isRepeated: boolean,
): Promise<LoadedState> {
  const needs = readNeeds(commands)
  // Asked before the transaction begins; an address that changes hands meanwhile fails the batch on its unique key.
  const owners =
    needs.emails.size === 0
      ? []
      : (await client.query<EmailOwnerRow>(findEmailOwners([...needs.emails]))).rows
  const ids = namedIds(commands, owners, isRepeated)
  // Who may merge in this batch is known only under the lock.
  const mayAskAtOnce = needs.sentIds.messageIds.length > 0 && needs.emails.size === 0
  const [, locked, transaction, sent] = await Promise.all(
    sendTogether(client, () => [
      client.query('BEGIN'),
      client.query<LockedContactRow>(lockContacts(ids)),
      client.query<{ id: string }>({
        name: 'transaction-id',
        text: 'SELECT pg_current_xact_id()::text AS id',
      }),
      ...(mayAskAtOnce ? [client.query<MessageIdRow>(findMessageIds(needs.sentIds))] : []),
    ]),
  )

  const contacts = new Map<Uuid, Contact>()
  const aliases: BatchState['aliases'] = new Map()
  for (const row of locked.rows) {
    if (!contacts.has(row.contact_id)) contacts.set(row.contact_id, toContact(row))
    if (row.alias_api !== null)
      aliases.set(row.asked, { contactId: row.contact_id, api: apiOfNumber(row.alias_api) })
  }
  await lockSurvivors(client, contacts)
  await addProfiles(client, contacts, profilesNeeded(commands, owners, contacts, aliases))
  await addAgreements(client, contacts, commands)

  const state: BatchState = {
    contacts,
    aliases,
    emailOwners: new Map(owners.map(({ email, contact_id }) => [email, contact_id])),
    stored: isRepeated ? await findStored(client, contacts, commands) : new Set(),
    changes: noChanges(),
    dayOf,
  }
  const groups = groupContacts(commands, state)
  noteStoredEvents(state, sent?.rows ?? (await askForStoredEvents(client, groups, needs)))
  if (needs.hasClientTimes) await loadVisits(client, state, commands, groups)
  return { state, transactionId: transaction.rows[0]?.id ?? '' }
}

/** Asks for the events of every command under all contacts that may be its contact when its turn comes. */
async function askForStoredEvents(
  client: EngineClient,
  groups: ContactGroups,
  { sentIds }: BatchNeeds,
): Promise<readonly MessageIdRow[]> {
  if (sentIds.messageIds.length === 0) return []
  const contactIds: Uuid[] = []
  const messageIds: string[] = []
  for (const [index, messageId] of sentIds.messageIds.entries()) {
    for (const id of groups.idsFor(sentIds.contactIds[index] ?? '')) {
      contactIds.push(id)
      messageIds.push(messageId)
    }
  }
  return (await client.query<MessageIdRow>(findMessageIds({ contactIds, messageIds }))).rows
}

function noteStoredEvents(state: BatchState, rows: readonly MessageIdRow[]): void {
  for (const { asked, message_id } of rows) {
    const contact = findContact(state, asked)
    if (contact === undefined) continue
    contact.messageIds ??= new Set()
    contact.messageIds.add(message_id)
  }
}

function namedIds(
  commands: readonly Command[],
  owners: readonly EmailOwnerRow[],
  isRepeated: boolean,
): Uuid[] {
  const ids = new Set<Uuid>()
  for (const command of commands) {
    ids.add(command.contactId)
    if (isRepeated && 'freshId' in command) ids.add(command.freshId)
    if (isRepeated && command.type === 'track') {
      for (const draft of command.drafts) if (draft.fields !== null) ids.add(draft.id)
    }
  }
  for (const { contact_id } of owners) ids.add(contact_id)
  return [...ids]
}

/** A contact that was merged away while its lock was waited for brings its survivor in. */
async function lockSurvivors(client: EngineClient, contacts: Map<Uuid, Contact>): Promise<void> {
  for (;;) {
    const missing = new Set<Uuid>()
    for (const { mergedInto } of contacts.values()) {
      if (mergedInto !== null && !contacts.has(mergedInto)) missing.add(mergedInto)
    }
    if (missing.size === 0) return
    const { rows } = await client.query<LockedContactRow>(lockContacts([...missing]))
    if (rows.length === 0) throw new Error('A merged contact names a survivor that does not exist.')
    for (const row of rows) contacts.set(row.contact_id, toContact(row))
  }
}

/** The fields of a contact are read only where a draft of the batch changes fields: of its contact, and of whoever
 * has an e-mail address that the batch names. */
function profilesNeeded(
  commands: readonly Command[],
  owners: readonly EmailOwnerRow[],
  contacts: ReadonlyMap<Uuid, Contact>,
  aliases: BatchState['aliases'],
): Uuid[] {
  const needed = new Set<Uuid>(owners.map(({ contact_id }) => contact_id))
  for (const command of commands) {
    if (command.type === 'track' && command.drafts.some(({ fields }) => fields !== null)) {
      needed.add(aliases.get(command.contactId)?.contactId ?? command.contactId)
    }
  }
  for (const id of needed) {
    const survivor = contacts.get(id)?.mergedInto
    if (survivor != null) needed.add(survivor)
  }
  return [...needed].filter((id) => contacts.has(id))
}

async function addProfiles(
  client: EngineClient,
  contacts: Map<Uuid, Contact>,
  ids: readonly Uuid[],
): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await client.query<ProfileRow>(loadProfiles(ids))
  for (const { id, ...profile } of rows) {
    const contact = contacts.get(id)
    if (contact !== undefined) contact.profile = profile as Profile
  }
}

/**
 * What contacts said of the consents that commands require: read after the lock, so that it holds until the commit. Of
 * all contacts of the batch, since any of them may be the one that a command is about, or be merged with it: 5 µs each.
 */
async function addAgreements(
  client: EngineClient,
  contacts: Map<Uuid, Contact>,
  commands: readonly Command[],
): Promise<void> {
  const consentIds = new Set<number>()
  for (const command of commands) {
    if ('requiredConsentId' in command && command.requiredConsentId !== null) {
      consentIds.add(command.requiredConsentId)
    }
  }
  if (consentIds.size === 0 || contacts.size === 0) return
  const statement = findNewestAgreements([...contacts.keys()], [...consentIds])
  for (const row of (await client.query<NewestAgreementRow>(statement)).rows) {
    const contact = contacts.get(row.contact_id)
    if (contact === undefined) continue
    contact.agreements ??= new Map()
    contact.agreements.set(row.consent_id, { agreed: row.agreed, at: row.at })
  }
}

async function findStored(
  client: EngineClient,
  contacts: ReadonlyMap<Uuid, Contact>,
  commands: readonly Command[],
): Promise<Set<Uuid>> {
  const drafts = commands.flatMap((command) => (command.type === 'track' ? command.drafts : []))
  if (drafts.length === 0) return new Set()
  const { rows } = await client.query<{ id: Uuid }>(findStoredActivities([...contacts.keys()], drafts))
  return new Set(rows.map(({ id }) => id))
}

function toContact(row: LockedContactRow): Contact {
  return {
    id: row.contact_id,
    api: apiOfNumber(row.api),
    isNew: false,
    firstAt: row.first_at,
    lastAt: row.last_at,
    lastDay: row.last_day,
    activities: row.activities,
    visits: row.visits,
    points: row.points,
    monetary: row.monetary,
    classification: classificationOfNumber(row.classification),
    openVisits: readOpenVisits(row.contact_id, row.open_visits),
    pastVisits: [],
    mergedInto: row.merged_into,
    profile: null,
    agreements: null,
    messageIds: null,
  }
}
