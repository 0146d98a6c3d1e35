const LONGEST = 80

/** Path and query of an address, which is what tells pages of a site apart; of anything else the text itself, cut. */
export function shortenUrl(url: string): string {
  const path = /^https?:\/\/[^/?#]*([/?#].*)?$/i.exec(url)
  return cutText(path === null ? url : (path[1] ?? '/'))
}

/** The same of a page elsewhere, which its host tells most of. */
export function shortenForeignUrl(url: string): string {
  return cutText(url.replace(/^https?:\/\//i, ''))
}

function cutText(text: string): string {
  if (text.length <= LONGEST) return text
  const cut = text.slice(0, LONGEST - 1)
  // Half of a surrogate pair is no character.
  return `${cut.isWellFormed() ? cut : cut.slice(0, -1)}…`
}
