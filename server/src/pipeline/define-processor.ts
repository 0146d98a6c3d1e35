import type { Static, TSchema, TUnsafe } from 'typebox'
import { Compile } from 'typebox/compile'
import type { JsonObject } from '../domain/json.ts'
import { type TrackingApiName, trackingApis } from '../domain/kinds.ts'
import { createMemberNamer } from './member-names.ts'
import type { Processor, ProcessorContext, ProcessorResult } from './processor.ts'

export interface ProcessorDefinition<Schema extends TSchema> {
  /** Unique within its API: letters, digits and `_ - .`, at most 100. */
  readonly name: string
  readonly api: TrackingApiName
  /** The processor before which it shall stand: built-in, or of a plug-in. */
  readonly before?: string
  readonly after?: string
  /** The built-in processor whose place it takes. */
  readonly replaces?: string
  /** Code names of the channels that it works for; without them, all. */
  readonly channels?: readonly string[]
  /** An item that does not fit is not this processor's. Its members are found under the schema's names in any case. */
  readonly schema?: Schema
  readonly process: (
    item: Static<Schema>,
    context: ProcessorContext,
  ) => ProcessorResult | PromiseLike<ProcessorResult>
}

/**
 * Makes a processor: one step of the way of an item (docs/spec/waymark.md §5).
 *
 * @throws TypeError with a sentence for the author of the plug-in when a member of the definition is wrong.
 */
export function defineProcessor<Schema extends TSchema = TUnsafe<JsonObject>>(
  definition: ProcessorDefinition<Schema>,
): Processor {
  const { name, api, before = null, after = null, replaces = null, channels = null, schema } = definition
  checkName('processor', name)
  checkWhere(`The processor '${name}'`, api, channels)
  for (const [member, place] of Object.entries({ before, after, replaces })) {
    if (place !== null && typeof place !== 'string')
      throw new TypeError(`The processor '${name}' needs a name as its "${member}".`)
  }
  if (typeof definition.process !== 'function')
    throw new TypeError(`The processor '${name}' needs a function "process".`)
  return {
    type: 'processor',
    name,
    api,
    before,
    after,
    replaces,
    channels,
    ...(schema === undefined ? { read: null, explain: null, members: [] } : createItemReader(schema)),
    // What fits the schema is what its static type says.
    process: (item, context) => definition.process(item as Static<Schema>, context),
  }
}

/** Code is generated from what the plug-in's own code says, never from what clients send: it judges an item in 20 ns,
 * where walking the schema takes 300 to 5,000. */
function createItemReader(schema: TSchema) {
  const check = Compile(schema)
  const nameMembers = createMemberNamer(schema)
  const { properties = {} } = schema as { readonly properties?: object }
  return {
    members: Object.keys(properties),
    read(item: JsonObject): JsonObject | null {
      const named = nameMembers(item)
      return check.Check(named) ? (named as JsonObject) : null
    },
    explain(item: JsonObject): string | null {
      const errors = check.Errors(nameMembers(item))
      const isMeant = !errors.some(
        ({ keyword, instancePath }) => keyword === 'required' && instancePath === '',
      )
      const [error] = errors
      if (error === undefined || !isMeant) return null
      const [, member] = error.instancePath.split('/')
      return `${member === undefined ? 'the item' : `'${member}'`} ${error.message}`
    },
  }
}

const PLUGIN_NAME = /^[A-Za-z0-9_.-]{1,100}$/

export function checkName(what: 'processor' | 'hook', name: unknown): void {
  if (typeof name === 'string' && PLUGIN_NAME.test(name)) return
  throw new TypeError(
    `A ${what} needs a name of 1 to 100 letters, digits and the characters _ - . (it is ${JSON.stringify(name)}).`,
  )
}

/** For authors who write JavaScript: types say the same. */
export function checkWhere(subject: string, api: unknown, channels: unknown): void {
  if (!trackingApis.some((known) => known === api))
    throw new TypeError(`${subject} needs an api: ${trackingApis.join(' or ')}.`)
  const isList = Array.isArray(channels) && channels.every((channel) => typeof channel === 'string')
  if (channels !== null && !isList)
    throw new TypeError(`${subject} needs a list of code names as "channels".`)
}
