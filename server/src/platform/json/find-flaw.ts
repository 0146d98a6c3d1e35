import { isJsonObject, type JsonValue } from '../../domain/json.ts'
import { closeDirections } from '../../domain/quote-sent.ts'

/** Something that JSON can say and PostgreSQL cannot store. */
export interface JsonFlaw {
  readonly ok: false
  readonly code: 'nul_character' | 'number_out_of_range'
  readonly message: string
  /** From the value that was asked about, as `activities[3].value`; empty for that value itself. */
  readonly path: string
}

/** The first NUL character (in a string or in a member's name) or overflowing number in a value, or null. */
export function findFlaw(value: JsonValue, path = ''): JsonFlaw | null {
  if (typeof value === 'string') return value.includes('\0') ? describeNul(path) : null
  if (typeof value === 'number') return Number.isFinite(value) ? null : describeOverflow(path)
  if (Array.isArray(value)) return findFlawInElements(value, path)
  return isJsonObject(value) ? findFlawInMembers(Object.entries(value), path) : null
}

function findFlawInElements(elements: readonly JsonValue[], path: string): JsonFlaw | null {
  for (const [index, element] of elements.entries()) {
    const flaw = findFlaw(element, `${path}[${index}]`)
    if (flaw !== null) return flaw
  }
  return null
}

function findFlawInMembers(members: readonly [string, JsonValue][], path: string): JsonFlaw | null {
  for (const [name, value] of members) {
    const memberPath = joinPath(path, name)
    const flaw = name.includes('\0') ? describeNul(memberPath) : findFlaw(value, memberPath)
    if (flaw !== null) return flaw
  }
  return null
}

const PLAIN_NAME = /^[A-Za-z_$][\w$]{0,63}$/

function joinPath(path: string, name: string): string {
  if (!PLAIN_NAME.test(name)) return `${path}[${JSON.stringify(name.slice(0, 64).toWellFormed())}]`
  return path === '' ? name : `${path}.${name}`
}

function describeNul(path: string): JsonFlaw {
  const place = path === '' ? 'The text' : closeDirections(`'${path}'`)
  return {
    ok: false,
    code: 'nul_character',
    message: `${place} holds a NUL character (U+0000), which cannot be stored.`,
    path,
  }
}

function describeOverflow(path: string): JsonFlaw {
  const place = path === '' ? 'The number' : closeDirections(`The number at '${path}'`)
  return { ok: false, code: 'number_out_of_range', message: `${place} is too large.`, path }
}
