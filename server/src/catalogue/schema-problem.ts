import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { isJsonObject } from '../domain/json.ts'

/** What is wrong with a value: where (`channels[0].name`, empty for the value itself), and a sentence without subject. */
export interface Problem {
  readonly path: string
  readonly message: string
}

/**
 * The first thing that does not fit a schema, or null. The message says what was found and what is accepted: the
 * `description` of the schema, or what its keywords say. Values of schemas that are `writeOnly` (secrets) and e-mail
 * addresses are never repeated.
 */
export function findProblem(schema: TSchema, value: unknown): Problem | null {
  const errors = Value.Errors(schema, value)
  // `false` as the schema of an unknown member is an error of its own, before the one that names the member.
  const error = errors.find(({ keyword }) => keyword !== 'boolean')
  if (error === undefined) return null
  const place = readPointer(error.instancePath)
  const path = formatPath(value, place)
  // Of alternatives the whole is described, not the one that was tried first.
  const part = findPart(schema, readPointer(error.schemaPath.replace(/\/anyOf\/.*$/, '')))
  if (error.keyword === 'additionalProperties') {
    const name = JSON.stringify(error.params.additionalProperties[0]?.slice(0, 60) ?? '')
    return { path, message: `has an unknown member ${name}; known are ${listMembers(part)}` }
  }
  if (error.keyword === 'required') {
    return { path, message: `lacks the member "${error.params.requiredProperties[0]}"` }
  }
  return { path, message: `${describeValue(part, find(value, place))} must be ${describeSchema(part)}` }
}

/** What a schema accepts, as a phrase: `an integer from 1 to 3650 (days)`. */
export function describeSchema(schema: JsonSchema): string {
  if (schema.description !== undefined) return schema.description
  if (schema.enum !== undefined)
    return `one of ${schema.enum.map((value) => JSON.stringify(value)).join(', ')}`
  if (schema.anyOf !== undefined) return schema.anyOf.map(describeSchema).join(' or ')
  switch (schema.type) {
    case 'boolean':
      return 'true or false'
    case 'integer':
    case 'number':
      return `${schema.type === 'integer' ? 'an integer' : 'a number'}${describeRange(schema)}`
    case 'string':
      return `a text${schema.maxLength === undefined ? '' : ` of at most ${schema.maxLength} characters`}`
    case 'array':
      return `a list${schema.maxItems === undefined ? '' : ` of at most ${schema.maxItems} items`}`
    case 'object':
      return 'an object'
    default:
      return String(schema.type)
  }
}

/** The keywords that this module reads. */
interface JsonSchema {
  readonly type?: string
  readonly description?: string
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly JsonSchema[]
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly minimum?: number
  readonly maximum?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly format?: string
  readonly writeOnly?: boolean
  readonly unit?: string
}

function describeRange({ minimum, maximum, unit }: JsonSchema): string {
  const range = minimum === undefined || maximum === undefined ? '' : ` from ${minimum} to ${maximum}`
  return unit === undefined ? range : `${range} (${unit})`
}

/** The beginning of a sentence that goes on with `must be`. */
function describeValue(schema: JsonSchema, value: unknown): string {
  if (schema.writeOnly === true || schema.format === 'email')
    return 'is not accepted (and not shown here): it'
  if (Array.isArray(value)) return `is a list of ${value.length} but`
  if (isJsonObject(value)) return 'is an object but'
  if (typeof value === 'string' && value.length > 60) {
    return `is a text of ${value.length} characters (${JSON.stringify(value.slice(0, 40))}…) but`
  }
  return `is ${JSON.stringify(value)} but`
}

function listMembers(schema: JsonSchema): string {
  return Object.keys(schema.properties ?? {}).join(', ')
}

/** RFC 6901. */
function readPointer(pointer: string): string[] {
  return pointer
    .replace(/^#?\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
}

function find(value: unknown, place: readonly string[]): unknown {
  return place.reduce((part: unknown, step) => (part as Record<string, unknown> | undefined)?.[step], value)
}

function findPart(schema: TSchema, place: readonly string[]): JsonSchema {
  return (find(schema, place) ?? {}) as JsonSchema
}

const PLAIN_NAME = /^[A-Za-z_$][\w$]*$/

function formatPath(value: unknown, place: readonly string[]): string {
  let path = ''
  for (const [depth, step] of place.entries()) {
    path = Array.isArray(find(value, place.slice(0, depth))) ? `${path}[${step}]` : joinPath(path, step)
  }
  return path
}

/** The JSON path of a member. */
export function joinPath(path: string, name: string): string {
  if (!PLAIN_NAME.test(name)) return `${path}[${JSON.stringify(name.slice(0, 60))}]`
  return path === '' ? name : `${path}.${name}`
}
