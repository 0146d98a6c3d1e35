import type { Kind } from './kinds.ts'

/** What the vendor writes around the title of a page (docs/spec/xperience.md §1.6); a long one has lost its end. */
const pageVisit = /^Page visit '([^'].*?)'?$/s

/** The title of an activity where its kind stands beside it: of a page view that of the page alone. */
export function titleBesideKind(kind: Kind, title: string): string {
  return (kind === 'pageView' && pageVisit.exec(title)?.[1]) || title
}
