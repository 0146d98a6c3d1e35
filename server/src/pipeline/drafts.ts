import type { Catalogue, Definition } from '../catalogue/snapshot.ts'
import type { Draft, TrackCommand } from '../domain/command.ts'
import { newId } from '../domain/ids.ts'
import type { ActivityKind } from '../domain/kinds.ts'
import { quoteSent } from '../domain/quote-sent.ts'
import type { Intent, ItemContext } from './item-context.ts'
import { type Failed, failed } from './processor.ts'
import { repeatName, unknownWords } from './unknown-names.ts'

/** A draft without the id that fixes its place: drafts of a request are put in order first. */
export type UnplacedDraft = Omit<Draft, 'id'>

/**
 * The drafts of what was stated about an item, or why it is refused: a definition is unknown or disabled, or there is
 * no activity to carry what it says of the contact.
 */
export async function makeDrafts(
  context: ItemContext,
  catalogue: Catalogue,
): Promise<readonly UnplacedDraft[] | Failed> {
  const { position, request, intents, fields, identity } = context
  const drafts: UnplacedDraft[] = []
  for (const intent of intents) {
    const definition =
      context.catalogue.definition(intent.kind, intent.idOrName) ??
      (request.channel.allowProvisional ? await catalogue.addProvisional(intent.kind, intent.idOrName) : null)
    if (definition === null) return describeUnknown(intent)
    if (!definition.enabled) return describeDisabled(definition)
    if (definition.provisional) context.isProvisional = true
    drafts.push(toDraft(intent, definition, position, request.receivedAt))
  }
  if (fields === null && identity === null) return drafts
  const [first, ...others] = drafts
  // Who it was comes before what they did: all activities of the item belong to that contact.
  return first === undefined ? NOTHING_TO_CARRY : [{ ...first, fields, identity }, ...others]
}

/**
 * The drafts of a request in their final order, each with an id that fixes it: ids rise from one to the next.
 */
export function placeDrafts(drafts: readonly UnplacedDraft[], receivedAt: number): TrackCommand['drafts'] {
  return drafts.map((draft) => ({ ...draft, id: newId(receivedAt) }))
}

function toDraft({ facts }: Intent, definition: Definition, item: number, receivedAt: number): UnplacedDraft {
  return {
    item,
    kind: activityKindOf(definition),
    definitionId: definition.id,
    occurredAt: receivedAt,
    timeSource: 'server',
    messageId: null,
    points: definition.points,
    monetaryValue: facts.monetaryValue ?? null,
    currency: facts.currency ?? null,
    value: facts.value ?? null,
    url: facts.url ?? null,
    referrer: facts.referrer ?? null,
    data: facts.data == null ? null : JSON.stringify(facts.data),
    fields: null,
    identity: null,
  }
}

/** The shape of the activities of a definition. */
export function activityKindOf(definition: Pick<Definition, 'kind' | 'builtIn' | 'name'>): ActivityKind {
  if (definition.kind !== 'activityType') return definition.kind
  if (!definition.builtIn) return 'custom'
  return builtInKinds[definition.name] ?? 'custom'
}
const builtInKinds: Readonly<Record<string, ActivityKind>> = {
  pagevisit: 'pageView',
  click: 'click',
  datainput: 'dataInput',
}

const NOTHING_TO_CARRY = failed(
  'missing_activity',
  'What was said of the contact has no activity to come with. Its processor has to add one.',
)

function describeUnknown({ kind, idOrName }: Intent): Failed {
  const { code, word } = unknownWords[kind]
  return failed(
    code,
    `There is no ${word} ${quoteSent(repeatName(idOrName))}. Define it first, or check the spelling.`,
  )
}

function describeDisabled({ kind, name }: Definition): Failed {
  return failed('disabled_type', `The ${unknownWords[kind].word} '${name}' is disabled.`)
}
