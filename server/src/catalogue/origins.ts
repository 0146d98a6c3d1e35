const FULL_ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/?#\s;,@*]+\/?$/i

/** The entries of a `;`-separated list; blanks around them and empty ones do not count. */
export function splitList(text: string): string[] {
  return text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/**
 * An entry of a Sitecore key's list (docs/spec/sitecore.md §1.6) as a browser writes it into `Origin`: lower case, no
 * default port, no slash at the end; `*` stays. Null for anything else.
 */
export function parseOrigin(entry: string): string | null {
  if (entry === '*') return entry
  if (!FULL_ORIGIN.test(entry)) return null
  const url = URL.parse(entry)
  if (url === null || url.host === '') return null
  // The WHATWG parser knows no origin for schemes of apps, such as capacitor://localhost.
  return url.origin === 'null' ? `${url.protocol}//${url.host}`.toLowerCase() : url.origin
}

/** Whether an entry of `headless.corsAllowedOrigins` can match something (docs/spec/xperience.md §1.9): a domain name
 * with or without a port, a full origin, or `*`. */
export function isDomainOrOrigin(entry: string): boolean {
  return parseOrigin(entry) !== null || (!entry.includes('://') && parseOrigin(`http://${entry}`) !== null)
}
