import { Type } from 'typebox'
import type { ActivityKind } from '../../domain/kinds.ts'
import type { Parameter } from '../shared/parameters.ts'

/** Kinds that are wanted, or, where each has a `-`, all but these. */
export interface KindChoice {
  readonly kinds: readonly ActivityKind[]
  readonly isExcluded: boolean
}

export function kindsParameter(kinds: readonly ActivityKind[]): Parameter<KindChoice | null> {
  const accepts = `one or several, separated by commas, of ${kinds.join(', ')}; with a - before each all but these`
  return {
    schema: Type.String({
      description: `Only of these kinds: ${accepts}.`,
      maxLength: 200,
      examples: ['goal,outcome', '-pageView'],
    }),
    accepts,
    read(text) {
      const words = text
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')
      const isExcluded = words[0]?.startsWith('-') ?? false
      const chosen: ActivityKind[] = []
      for (const word of words) {
        const kind = kinds.find((kind) => word === (isExcluded ? `-${kind}` : kind))
        if (kind === undefined) return undefined
        chosen.push(kind)
      }
      return chosen.length === 0 ? null : { kinds: chosen, isExcluded }
    },
    absent: null,
  }
}

/** A member of an activity's data. Null: any value. */
export interface PropertyChoice {
  readonly name: string
  readonly value: string | null
}

const mostCharacters = 400

export const propertyParameter: Parameter<PropertyChoice | null> = {
  schema: Type.String({
    description:
      'Only with this member in `data`: `plan:gold`, or `plan` for any value. Numbers and booleans are compared as ' +
      'JSON writes them; a colon in the name is `\\:`.',
    maxLength: mostCharacters,
    examples: ['plan:gold'],
  }),
  accepts: `a name, or a name and a value as in plan:gold, of at most ${mostCharacters} characters, without NUL`,
  read(text) {
    if (text.length > mostCharacters || text.includes('\0')) return undefined
    const [, name, value] = /^((?:\\.|[^\\:])+)(?::([\s\S]*))?$/.exec(text) ?? []
    return name === undefined ? undefined : { name: name.replaceAll(/\\(.)/g, '$1'), value: value ?? null }
  },
  absent: null,
}

/** A campaign parameter of the address with which a visit began. */
export interface UtmChoice {
  readonly name: string
  readonly value: string
}

export const utmParameter: Parameter<UtmChoice | null> = {
  schema: Type.String({
    description:
      'Only in visits that began at an address with this campaign parameter: `source:newsletter` for ' +
      '`utm_source=newsletter`.',
    maxLength: mostCharacters,
    examples: ['source:newsletter'],
  }),
  accepts: `source, medium, campaign, term, content or id, and a value, as in source:newsletter, of at most ${mostCharacters} characters, without NUL`,
  read(text) {
    if (text.length > mostCharacters || text.includes('\0') || !text.isWellFormed()) return undefined
    const [, name, value] = /^(source|medium|campaign|term|content|id):([\s\S]+)$/.exec(text) ?? []
    return name === undefined || value === undefined ? undefined : { name, value }
  },
  absent: null,
}
