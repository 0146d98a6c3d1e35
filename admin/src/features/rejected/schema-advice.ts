/** The part of JSON Schema that the server uses to say what can be sent. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly maxItems?: number
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly pattern?: string
}

type Path = (string | number)[]

export interface Advice {
  readonly path: Path
  readonly problem: 'type' | 'required' | 'oneOf' | 'long' | 'short' | 'pattern' | 'count'
  readonly expected: string
  readonly found: string
}

const MOST = 20

/**
 * What does not look as it should. It is advice: names are found in any case, as the server finds them, and what a
 * schema does not know is fine.
 */
export function advise(schema: unknown, value: unknown): readonly Advice[] {
  const found: Advice[] = []
  check(schema as Schema, value, [], found)
  return found.slice(0, MOST)
}

function check(schema: Schema, value: unknown, path: Path, found: Advice[]): void {
  if (found.length >= MOST) return
  const tell = (problem: Advice['problem'], expected = '') =>
    void found.push({ path, problem, expected, found: typeOf(value) })
  const types = schema.type === undefined ? [] : [schema.type].flat()
  if (types.length > 0 && !types.includes(typeOf(value))) {
    tell('type', types.join(' / '))
  } else if (schema.oneOf !== undefined) {
    check(chooseBranch(schema.oneOf, value), value, path, found)
  } else if (typeof value === 'string') {
    if (value.length < (schema.minLength ?? 0)) tell('short')
    if (value.length > (schema.maxLength ?? Number.POSITIVE_INFINITY)) tell('long', String(schema.maxLength))
    if (schema.pattern !== undefined && !new RegExp(schema.pattern, 'u').test(value)) tell('pattern')
  } else if (Array.isArray(value)) {
    if (value.length > (schema.maxItems ?? Number.POSITIVE_INFINITY)) tell('count', String(schema.maxItems))
    const { items } = schema
    if (items !== undefined)
      for (const [index, item] of value.entries()) check(items, item, [...path, index], found)
  } else if (typeof value === 'object' && value !== null) {
    checkMembers(schema, new Map(Object.entries(value)), path, found, tell)
  }
}

function checkMembers(
  schema: Schema,
  members: ReadonlyMap<string, unknown>,
  path: Path,
  found: Advice[],
  tell: (problem: Advice['problem'], expected: string) => void,
): void {
  const names = new Set(Array.from(members.keys(), (name) => name.toLowerCase()))
  const lacks = (name: string) => !names.has(name.toLowerCase())
  for (const name of schema.required ?? []) if (lacks(name)) tell('required', name)
  const alternatives = schema.anyOf?.flatMap(({ required = [] }) => required) ?? []
  if (alternatives.length > 0 && alternatives.every(lacks)) tell('oneOf', alternatives.join(', '))
  const known = new Map(
    Object.entries(schema.properties ?? {}).map(([name, part]) => [name.toLowerCase(), part]),
  )
  const others = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined
  for (const [name, value] of members) {
    const part = known.get(name.toLowerCase()) ?? others
    if (part !== undefined) check(part, value, [...path, name], found)
  }
}

/** The one that is meant: its type fits. */
function chooseBranch(branches: readonly Schema[], value: unknown): Schema {
  const fitting = branches.find(({ type }) => type === undefined || [type].flat().includes(typeOf(value)))
  return fitting ?? branches[0] ?? {}
}

function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** As people write it: `activities[0].type`. */
export function writePath(path: readonly (string | number)[]): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  )
}
