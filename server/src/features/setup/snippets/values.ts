/** What snippets need: of a running Waymark, or names that a reader replaces. */
export interface SnippetValues {
  /** Of this server, without a slash at the end. */
  readonly address: string
  readonly sitecorePath: string
  readonly sitecoreKey: string
  readonly xperienceKey: string
  readonly channelId: string
  /** Names that are defined, and harmless in every language that is quoted; null where there are none. */
  readonly goal: string | null
  readonly event: string | null
  readonly consent: string | null
}

export interface SnippetBlock {
  /** The file that it belongs into, or the place; null for a shell. */
  readonly place: string | null
  readonly language: 'sh' | 'js' | 'html' | 'nginx'
  readonly text: string
}

export interface Snippet {
  readonly id: 'curlSitecore' | 'curlXperience' | 'jssNative' | 'jssAxios' | 'proxy' | 'script'
  /** Which key it sends with. */
  readonly access: 'sitecore' | 'tracking'
  readonly blocks: readonly SnippetBlock[]
}

/** The page of the vendor's samples: any GUID will do. */
export const SAMPLE_PAGE = '{110D559F-DEA5-42EA-9C1C-8A5DF7E70EF9}'
