/** What the vendor writes around the title of a page (docs/spec/xperience.md §1.6); a long one has lost its end. */
const pageVisit = /^Page visit '([^'].*?)'?$/s

/** The title of the page, of the title of a page view; null where the page has none. */
export function pageTitleOf(title: string): string | null {
  return pageVisit.exec(title)?.[1] ?? null
}
