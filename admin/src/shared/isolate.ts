import { closeDirections } from '../../../server/src/domain/quote-sent.ts'

/** Letters that are written from right to left, and what turns the direction. */
const turning =
  /[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u

/** What visitors sent, as part of a text of ours: it turns nothing but itself. `<bdi>` does the same for an element. */
export function isolate(text: string): string {
  return turning.test(text) ? closeDirections(`\u2068${text}`) : text
}
