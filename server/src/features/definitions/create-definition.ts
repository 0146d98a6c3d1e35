import type { CatalogueTransaction } from '../../catalogue/change-catalogue.ts'
import { foldCase, isDefinitionName } from '../../catalogue/names.ts'
import type { ProvisioningDocument } from '../../catalogue/provisioning/document.schemas.ts'
import { provision } from '../../catalogue/provisioning/provision.ts'
import { newId, parseGuid, type Uuid } from '../../domain/ids.ts'
import { Problem } from '../shared/problem.ts'
import type { NewDefinition } from './definitions.schemas.ts'

/**
 * Makes a definition, and gives its id. One that waits for a confirmation under this name is confirmed: what came in under it
 * stays with it.
 */
export async function createDefinition(
  transaction: CatalogueTransaction,
  wanted: NewDefinition,
  at: Date,
): Promise<{ id: Uuid; isNew: boolean }> {
  refuseMembersOfOthers(wanted)
  const rows = await transaction
    .selectFrom('definitions')
    .select(['guid', 'kind', 'name', 'provisional'])
    .execute()
  const named = rows.find((row) => row.kind === wanted.kind && foldCase(row.name) === foldCase(wanted.name))
  const asked = wanted.id === undefined ? null : parseGuid(wanted.id)
  const owner = named ?? rows.find(({ guid }) => guid === asked)
  if (owner !== undefined && !owner.provisional)
    throw new Problem('name_taken', `There is the ${owner.kind} "${owner.name}" already.`)
  const id = asked ?? named?.guid ?? newId(at.getTime())
  await provision(transaction, toDocument({ ...wanted, id }), at)
  return { id, isNew: owner === undefined }
}

function toDocument({ kind, trafficChannel, ...item }: NewDefinition): ProvisioningDocument {
  switch (kind) {
    case 'goal':
      return { goals: [item] }
    case 'event':
      return { events: [item] }
    case 'outcome':
      return { outcomes: [item] }
    case 'activityType':
      return { activityTypes: [item] }
    case 'campaign':
      return { campaigns: [{ ...item, ...(trafficChannel !== undefined && { channel: trafficChannel }) }] }
  }
}

const kindsWith = {
  points: ['goal', 'event'],
  era: ['outcome'],
  trafficChannel: ['campaign'],
} as const satisfies Record<string, readonly NewDefinition['kind'][]>

function refuseMembersOfOthers(wanted: NewDefinition): void {
  for (const [member, kinds] of Object.entries(kindsWith)) {
    const isGiven = wanted[member as keyof typeof kindsWith] !== undefined
    if (isGiven && !(kinds as readonly string[]).includes(wanted.kind))
      refuse(member, `${member} is only for the kind ${kinds.join(' and ')}.`)
  }
  if (!isDefinitionName(wanted.kind, wanted.name))
    refuse('name', 'name of an activity type takes letters, digits and the characters _ - . only.')
}

function refuse(member: string, message: string): never {
  throw new Problem('invalid_body', message, [{ parameter: member, message }])
}
