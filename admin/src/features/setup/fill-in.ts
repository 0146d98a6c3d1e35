/** What is known of a channel's keys on this page; null where it has to be made first. */
export interface KnownKeys {
  readonly sitecoreKey: string | null
  readonly xperienceKey: string | null
  readonly channelId: string
}

/** A snippet with everything filled in that is known. */
export function fillIn(text: string, { sitecoreKey, xperienceKey, channelId }: KnownKeys): string {
  return text
    .replaceAll(/(?<![A-Z_])SITECORE_KEY/g, () => sitecoreKey ?? 'SITECORE_KEY')
    .replaceAll('XPERIENCE_KEY', () => xperienceKey ?? 'XPERIENCE_KEY')
    .replaceAll('CHANNEL_ID', () => channelId)
}
