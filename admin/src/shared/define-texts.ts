import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { i18next } from './i18n.ts'

type Values = Readonly<Record<string, string | number>>
/** `visits_one` and `visits_other` are asked for as `visits`, with `count`. */
type TextKey<Key extends string> =
  Key extends `${infer Base}_${'zero' | 'one' | 'two' | 'few' | 'many' | 'other'}` ? Base : Key
export type Texts<English> = (key: TextKey<Extract<keyof English, string>>, values?: Values) => string

/**
 * The words of a feature, in English, under a name of its own. Gives the hook that reads them in the language that is
 * shown: `const text = useContactTexts()`, `text('title')`, `text('visits', { count: 3 })`. `{{name}}` takes a value.
 */
export function defineTexts<const English extends Readonly<Record<string, string>>>(
  namespace: string,
  english: English,
): () => Texts<English> {
  i18next.addResourceBundle('en', namespace, english)
  return function useTexts() {
    const { t } = useTranslation(namespace)
    // Its types follow every text of every language; ours are the keys of this feature.
    const translate = t as unknown as (key: string, values: Values) => string
    return useMemo(() => (key, values) => translate(key, values ?? {}), [translate])
  }
}
