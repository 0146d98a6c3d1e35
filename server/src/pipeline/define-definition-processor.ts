import type { JsonObject } from '../domain/json.ts'
import type { DefinitionKind, TrackingApiName } from '../domain/kinds.ts'
import { defineProcessor, type ProcessorDefinition } from './define-processor.ts'
import { findMember, isBlank, readExtraFields, readId } from './item-members.ts'
import { next, type Processor, type ProcessorContext, tracked } from './processor.ts'

export interface DefinitionProcessorDefinition
  extends Pick<ProcessorDefinition<never>, 'name' | 'before' | 'after' | 'replaces' | 'channels'> {
  readonly api: TrackingApiName
  readonly kind: DefinitionKind
  /** The member that names the definition, by GUID or name; found in any case. */
  readonly idField: string
  /** Whether an item whose `idField` says something is this processor's; without it, every such item is. */
  readonly isValid?: (item: JsonObject) => boolean
}

/**
 * A processor for items that name a definition by one member and carry whatever else they have as data: the vendor's
 * MarketingDefinitionBasedEventProcessor. An unknown definition refuses the item.
 *
 * @throws TypeError as `defineProcessor`.
 */
export function defineDefinitionProcessor(definition: DefinitionProcessorDefinition): Processor {
  const { kind, idField, isValid, ...place } = definition
  if (typeof idField !== 'string' || idField === '')
    throw new TypeError(`The processor '${definition.name}' needs the name of a member as its "idField".`)
  const add = adders[kind]
  if (add === undefined)
    throw new TypeError(`The processor '${definition.name}' needs a kind: ${Object.keys(adders).join(', ')}.`)
  const wantedMember = idField.toLowerCase()

  const processor = defineProcessor({
    ...place,
    process(item, context) {
      const member = findMember(item, wantedMember)
      if (member === null || isBlank(member.value) || isValid?.(item) === false) return next()
      const id = readId(member.value, idField)
      if (!id.ok) return id.result
      const data = readExtraFields(item, [member.name])
      if (!data.ok) return data.result
      add(context, id.value, { data: data.value })
      return tracked()
    },
  })
  return { ...processor, members: [idField] }
}

type Add = (context: ProcessorContext, idOrName: string, facts: { readonly data: JsonObject | null }) => void

const adders: Readonly<Record<DefinitionKind, Add>> = {
  goal: (context, idOrName, facts) => context.addGoal(idOrName, facts),
  event: (context, idOrName, facts) => context.addEvent(idOrName, facts),
  campaign: (context, idOrName, facts) => context.addCampaign(idOrName, facts),
  outcome: (context, idOrName, facts) => context.addOutcome(idOrName, facts),
  activityType: (context, idOrName, facts) => context.addActivity(idOrName, facts),
}
