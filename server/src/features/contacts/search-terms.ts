/** What a search asks for. */
export interface SearchTerms {
  /** With single blanks. */
  readonly whole: string
  /** Each is to be found, in any order. */
  readonly words: readonly SearchWord[]
}

interface SearchWord {
  readonly text: string
  /** Three letters make a trigram; fewer do so only at the beginning of a word. */
  readonly isShort: boolean
}

/** Of more words than names have, a text is meant as it is. */
const MOST_WORDS = 8

/** `Wagner, Björn` as `björn wagner`: a comma behind a word is none of its letters. */
export function readSearchTerms(text: string): SearchTerms {
  const whole = text.trim().replaceAll(/\s+/g, ' ')
  const parts = new Set(whole.split(' ').map((part) => part.replace(/(?<=.),+$/, '')))
  const texts = parts.size > MOST_WORDS ? [whole] : [...parts]
  const words = texts.flatMap((text) => {
    const length = countLetters(text)
    return length === 0 ? [] : [{ text, isShort: length < 3 }]
  })
  return { whole, words }
}

/** As the names are stored that are searched: without marks (fold_text in the migration 0024_folded_names.sql). */
function countLetters(text: string): number {
  return [
    ...text
      .normalize('NFD')
      .replaceAll(/[\u0300-\u036f]/g, '')
      .normalize('NFC'),
  ].length
}
