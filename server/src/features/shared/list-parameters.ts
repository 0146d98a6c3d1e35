import { Type } from 'typebox'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import type { Parameter } from './parameters.ts'

/** More values in one filter are a mistake or an attack. */
const mostValues = 50

interface ListOptions<Item> {
  readonly description: string
  /** Completes "… must be", as in "guids". */
  readonly accepts: string
  readonly maxLength: number
  readonly most?: number
  /** undefined: the text is not accepted. */
  readonly readItem: (text: string) => Item | undefined
}

/** Several values separated by commas, of which any may apply. Null where there is none. */
function listParameter<Item>(options: ListOptions<Item>): Parameter<readonly Item[] | null> {
  const { description, accepts, maxLength, most = mostValues, readItem } = options
  return {
    schema: Type.String({ description, maxLength }),
    accepts,
    read(text) {
      if (text.length > maxLength || text.includes('\0')) return undefined
      const items: Item[] = []
      for (const part of text.split(',')) {
        if (part.trim() === '') continue
        const item = readItem(part.trim())
        if (item === undefined) return undefined
        if (!items.includes(item)) items.push(item)
      }
      if (items.length > most) return undefined
      return items.length === 0 ? null : items
    },
    absent: null,
  }
}

export function choicesParameter<Choice extends string>(options: {
  description: string
  choices: readonly Choice[]
}): Parameter<readonly Choice[] | null> {
  const { description, choices } = options
  return listParameter({
    description,
    accepts: `one or several, separated by commas, of ${choices.join(', ')}`,
    maxLength: 1_000,
    readItem: (text) => choices.find((choice) => choice === text),
  })
}

export function guidsParameter(
  description: string,
  { most = mostValues }: { most?: number } = {},
): Parameter<readonly Uuid[] | null> {
  return listParameter({
    description,
    accepts: `at most ${most} GUIDs, separated by commas`,
    maxLength: 64 * most,
    most,
    readItem: (text) => parseGuid(text) ?? undefined,
  })
}

export function textsParameter(description: string): Parameter<readonly string[] | null> {
  return listParameter({
    description,
    accepts: `at most ${mostValues} texts, separated by commas, of at most 4000 characters, without NUL`,
    maxLength: 4_000,
    readItem: (text) => text,
  })
}
