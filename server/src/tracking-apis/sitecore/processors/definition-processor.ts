import { next, type Processor, type ProcessorContext, tracked } from '../../../pipeline/processor.ts'
import { readExtraFields, readId } from './item-members.ts'
import { type ItemType, recogniseItem } from './recognise-item.ts'

/** What an item names by one id, with whatever else it has kept as data. */
export interface NamedDefinition {
  readonly idField: string
  readonly add: (
    context: ProcessorContext,
    idOrName: string,
    facts: Parameters<ProcessorContext['addGoal']>[1],
  ) => void
}

/** A processor for items that are nothing but the id of a definition and extra fields: goals, events, campaigns. */
export function createDefinitionProcessor(name: ItemType, { idField, add }: NamedDefinition): Processor {
  return {
    name,
    process(item, context) {
      const recognised = recogniseItem(item)
      if (recognised?.type !== name) return next()
      const id = readId(recognised, idField)
      if (!id.ok) return id.result
      const data = readExtraFields(item, [recognised.member])
      if (!data.ok) return data.result
      add(context, id.value, { data: data.value })
      return tracked()
    },
  }
}
