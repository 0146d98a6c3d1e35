import type { Command } from '../domain/command.ts'
import type { Uuid } from '../domain/ids.ts'
import { readNeeds } from './batch-needs.ts'
import { groupContacts } from './group-contacts.ts'
import { identifierKey } from './identifier-key.ts'
import { loadPersons } from './load-persons.ts'
import { isRenamed, loadStoredEvents, noteStoredEvents } from './load-stored-events.ts'
import { loadVisits } from './load-visits.ts'
import { type BatchState, type Contact, noChanges } from './state.ts'
import { findIdentifierOwners, type IdentifierOwnerRow } from './store/find-identifier-owners.ts'
import { findMessageIds, type MessageIdRow } from './store/find-message-ids.ts'
import { findNewestAgreements, type NewestAgreementRow } from './store/find-newest-agreements.ts'
import { findStoredActivities } from './store/find-stored-activities.ts'
import { type LockedContactRow, lockContacts } from './store/lock-contacts.ts'
import { readOpenVisits } from './store/open-visits.ts'
import { sendTogether } from './store/send-together.ts'
import { apiOfNumber, classificationOfNumber, type EngineClient } from './store/statement.ts'

export interface LoadedState {
  readonly state: BatchState
  /** By which others see whether the transaction is under way, should the connection break while it commits. */
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
  // Asked before the transaction begins; one that changes hands meanwhile fails the batch on its unique key.
  const owners =
    needs.identifiers.size === 0
      ? []
      : (await client.query<IdentifierOwnerRow>(findIdentifierOwners([...needs.identifiers.values()]))).rows
  const devices = new Set(commands.map(({ contactId }) => contactId))
  const named = new Set(owners.map(({ contact_id }) => contact_id))
  if (isRepeated) addIdsOfEarlierRun(commands, devices, named)
  // Nearly every client means the contact that its id names: so what that has sent is asked for right behind the lock.
  const asksAtOnce = needs.sentIds.messageIds.length > 0 && needs.identifiers.size === 0
  const [, locked, transaction, sent] = await Promise.all(
    sendTogether(client, () => [
      client.query('BEGIN'),
      client.query<LockedContactRow>(lockContacts([...devices], [...named])),
      client.query<{ id: string }>({
        name: 'transaction-id',
        text: 'SELECT pg_current_xact_id()::text AS id',
      }),
      ...(asksAtOnce
        ? [
            client.query<MessageIdRow>(
              findMessageIds({ contactIds: needs.sentIds.devices, messageIds: needs.sentIds.messageIds }),
            ),
          ]
        : []),
    ]),
  )

  const contacts = new Map<Uuid, Contact>()
  const aliases: BatchState['aliases'] = new Map()
  const survivors = new Map<Uuid, Uuid>()
  for (const row of locked.rows) {
    if (!contacts.has(row.contact_id)) contacts.set(row.contact_id, toContact(row))
    if (!row.is_device) survivors.set(row.asked, row.contact_id)
    else if (row.alias_api !== null && row.is_meant)
      aliases.set(row.asked, {
        contactId: row.contact_id,
        api: apiOfNumber(row.alias_api),
        homeId: row.is_switched ? row.contact_id : null,
      })
  }
  for (const { asked, contact_id, is_meant } of locked.rows) {
    const alias = is_meant ? undefined : aliases.get(asked)
    if (alias !== undefined) aliases.set(asked, { ...alias, homeId: contact_id })
  }
  await lockSurvivors(client, contacts)
  await loadPersons(client, { contacts, aliases }, commands, survivors.values(), needs.hasIdentities)
  await addAgreements(client, contacts, commands)

  const state: BatchState = {
    contacts,
    aliases,
    owners: new Map(
      owners.map(({ source, identifier, contact_id }) => [
        identifierKey(source, identifier),
        survivors.get(contact_id) ?? contact_id,
      ]),
    ),
    stored: isRepeated ? await findStored(client, contacts, commands) : new Set(),
    changes: noChanges(),
    dayOf,
  }
  const groups = groupContacts(commands, state)
  if (sent !== undefined) noteStoredEvents(state, sent.rows)
  await loadStoredEvents(client, state, groups, needs, (device) => !asksAtOnce || isRenamed(state, device))
  if (needs.hasClientTimes) await loadVisits(client, state, commands, groups)
  return { state, transactionId: transaction.rows[0]?.id ?? '' }
}

/** What an earlier run of the commands may have made: contacts, and a device that has gone over to another one. */
function addIdsOfEarlierRun(commands: readonly Command[], devices: Set<Uuid>, named: Set<Uuid>): void {
  for (const command of commands) {
    if ('freshId' in command) devices.add(command.freshId)
    if (command.type !== 'track') continue
    for (const { id, fields, identity } of command.drafts) {
      if (fields === null && identity === null) continue
      named.add(id)
      named.add(command.contactId)
    }
  }
}

/** A contact that was merged away while its lock was waited for brings its survivor in. */
async function lockSurvivors(client: EngineClient, contacts: Map<Uuid, Contact>): Promise<void> {
  for (;;) {
    const missing = new Set<Uuid>()
    for (const { mergedInto } of contacts.values()) {
      if (mergedInto !== null && !contacts.has(mergedInto)) missing.add(mergedInto)
    }
    if (missing.size === 0) return
    const { rows } = await client.query<LockedContactRow>(lockContacts([], [...missing]))
    if (rows.length === 0) throw new Error('A merged contact names a survivor that does not exist.')
    for (const row of rows) contacts.set(row.contact_id, toContact(row))
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
    facets: `,${row.facets.slice(1, -1)},`,
    hasNewFacets: false,
    openVisits: readOpenVisits(row.contact_id, row.open_visits),
    pastVisits: [],
    mergedInto: row.merged_into,
    profile: null,
    agreements: null,
    messageIds: null,
    sources: null,
  }
}
