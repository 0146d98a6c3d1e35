import { foldCase } from '../../catalogue/names.ts'
import type { Channel, Consent, ConsentText, Language, Snapshot } from '../../catalogue/snapshot.ts'

const NO_TEXT: ConsentText = { shortText: '', fullText: '' }

/**
 * The current text of a consent in a language, else in the first language of its chain of fallbacks that has one,
 * else empty (docs/spec/xperience.md §1.2). No language asked for means the primary one of the channel, one that is
 * unknown the default one.
 */
export function findConsentText(
  snapshot: Snapshot,
  channel: Channel,
  consent: Consent,
  languageName: string | null,
): ConsentText {
  const tried = new Set<Language>()
  let language = startLanguage(snapshot, languageName ?? channel.language)
  while (language !== undefined && !tried.has(language)) {
    const text = consent.texts.get(foldCase(language.code))
    if (text !== undefined) return text
    tried.add(language)
    language = language.fallback === null ? undefined : snapshot.language(language.fallback)
  }
  return NO_TEXT
}

function startLanguage(snapshot: Snapshot, code: string | null): Language | undefined {
  return (code === null ? undefined : snapshot.language(code)) ?? snapshot.defaultLanguage
}
