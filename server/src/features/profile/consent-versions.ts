/** A consent with the hashes of its texts: the archived ones, oldest first, and the current one. */
interface Versioned {
  readonly archive: readonly string[]
  readonly hash: string
}

/**
 * The hashes of all texts of a consent that are kept, oldest first: the place of one, counted from 1, is its version. A
 * text that came back stands where it stood before.
 */
export function listVersions({ archive, hash }: Versioned): readonly string[] {
  return archive.includes(hash) ? archive : [...archive, hash]
}

/** The version of a text; that of the current one for a text that is not kept, which cannot be. */
export function versionOf(consent: Versioned, hash: string): number {
  const versions = listVersions(consent)
  const place = versions.indexOf(hash)
  return (place === -1 ? versions.indexOf(consent.hash) : place) + 1
}
