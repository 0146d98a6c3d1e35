import { isDay, isMoment } from './list/days.ts'

/** Reads one value of the URL's query; undefined: it is none. */
export interface SearchField<Value> {
  read(text: string): Value | undefined
}

type Fields = Readonly<Record<string, SearchField<unknown>>>
export type SearchOf<F extends Fields> = {
  [Name in keyof F]?: F[Name] extends SearchField<infer V> ? V : never
}

/** Before anybody listens: the first address is read before there is a page. */
const untold: (readonly string[])[] = []
let onDropped: (names: readonly string[]) => void = (names) => void untold.push(names)

/** Hears of values that were not accepted; the shell says so in a notice. */
export function hearOfDroppedValues(listener: (names: readonly string[]) => void): void {
  onDropped = listener
  for (const names of untold.splice(0)) listener(names)
}

/** Says of parts of an address that they were left out. */
export function noteDropped(names: readonly string[]): void {
  if (names.length > 0) onDropped(names)
}

/**
 * The query of a route, for `validateSearch`: what is not known is left alone, what is known and wrong is dropped with a
 * notice. A wrong link never breaks a page. `findContradiction` names values that fit each by itself, and not together.
 */
export function defineSearch<F extends Fields>(
  fields: F,
  findContradiction: (values: SearchOf<F>) => readonly (keyof F & string)[] = () => [],
): (search: Record<string, unknown>) => SearchOf<F> {
  return (search) => {
    const values: Record<string, unknown> = {}
    const dropped: string[] = []
    for (const [name, field] of Object.entries(fields)) {
      const given = search[name]
      if (given === undefined || given === '') continue
      const value = field.read(String(given))
      if (value === undefined) dropped.push(name)
      // Also where it is undefined: the router would fill in what stands in the address.
      values[name] = value
    }
    for (const name of findContradiction(values as SearchOf<F>)) {
      dropped.push(name)
      values[name] = undefined
    }
    noteDropped(dropped)
    return values as SearchOf<F>
  }
}

export function textField(maxLength = 200): SearchField<string> {
  return { read: (text) => (text.length <= maxLength && !text.includes('\0') ? text : undefined) }
}

export function choiceField<const Choice extends string>(choices: readonly Choice[]): SearchField<Choice> {
  return { read: (text) => choices.find((choice) => choice === text) }
}

/** Several values, separated by commas. */
export function listField(
  isItem: (text: string) => boolean = () => true,
  maxItems = 50,
): SearchField<string[]> {
  return {
    read(text) {
      const items = text.split(',').filter((item) => item !== '')
      return items.length > 0 && items.length <= maxItems && items.every(isItem) ? items : undefined
    },
  }
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

export function isGuid(text: string): boolean {
  return guid.test(text)
}

export function guidField(): SearchField<string> {
  return { read: (text) => (isGuid(text) ? text : undefined) }
}

/** RFC 3339, or a day (`2026-11-22`). */
export function timeField(): SearchField<string> {
  return { read: (text) => (isDay(text) || isMoment(text) ? text : undefined) }
}

export function integerField(minimum: number, maximum: number): SearchField<number> {
  return {
    read(text) {
      const value = Number(text)
      return Number.isInteger(value) && value >= minimum && value <= maximum ? value : undefined
    },
  }
}

export function booleanField(): SearchField<boolean> {
  return { read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined) }
}
