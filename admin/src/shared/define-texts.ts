import { formatNumber } from './format.ts'
import { isolate } from './isolate.ts'

type Values = Readonly<Record<string, string | number>>
type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other'
/** `visits_one` and `visits_other` are asked for as `visits`, with `count`. */
type TextKey<Key extends string> = Key extends `${infer Base}_${PluralForm}` ? Base : Key
export type Texts<English> = (key: TextKey<Extract<keyof English, string>>, values?: Values) => string

const plurals = new Intl.PluralRules('en')

/**
 * The words of a feature. Gives what reads them: `const useContactTexts = defineTexts({ … })`, in a component
 * `const text = useContactTexts()`, then `text('title')` or `text('visits', { count: 3 })`. `{{name}}` takes a value, and
 * `count` picks the form of the language's plural; numbers are written as everywhere. It is a hook so that another language can be loaded and shown without
 * touching who uses it. (docs/decisions/ says why this is no library.)
 */
export function defineTexts<const English extends Readonly<Record<string, string>>>(
  english: English,
): () => Texts<English> {
  const read: Texts<English> = (key, values = {}) => fillIn(findText(english, key, values.count), values)
  return function useTexts() {
    return read
  }
}

function findText(
  texts: Readonly<Record<string, string>>,
  key: string,
  count: string | number | undefined,
): string {
  const plain = texts[key]
  if (plain !== undefined || typeof count !== 'number') return plain ?? key
  return texts[`${key}_${plurals.select(count)}`] ?? texts[`${key}_other`] ?? key
}

function fillIn(text: string, values: Values): string {
  return text.replace(/\{\{(\w+)\}\}/g, (place, name: string) => {
    const value = values[name]
    if (value === undefined) return place
    return typeof value === 'number' ? formatNumber(value) : isolate(value)
  })
}
