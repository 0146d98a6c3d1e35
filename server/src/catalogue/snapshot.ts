import type { Uuid } from '../domain/ids.ts'
import type { DefinitionKind } from '../domain/kinds.ts'
import type { Settings } from './settings.ts'

/** An app that sends data. `id` is for rows, `guid` for people and clients. */
export interface Channel {
  readonly id: number
  readonly guid: Uuid
  readonly name: string
  readonly codeName: string
  /** Code of its primary language, or null for the default one. */
  readonly language: string | null
  /** Id of the consent without which nothing may be stored. */
  readonly requireConsentId: number | null
  readonly allowProvisional: boolean
  /** Processors that its items do not walk past, as `sitecore/event` (docs/spec/waymark.md §5). */
  readonly removedProcessors: readonly string[]
}

export type KeyAccess = 'sitecore' | 'tracking' | 'published' | 'draft'

export interface ApiKey {
  readonly id: number
  readonly name: string
  readonly access: KeyAccess
  readonly enabled: boolean
  readonly channel: Channel
  /** Access `sitecore`: full origins (`https://app.example.com`) or `*`; empty means that none is listed. */
  readonly corsOrigins: readonly string[]
  /** Requests a second that it may send, in each process; null is no limit. */
  readonly rateLimit: number | null
}

export interface Definition {
  readonly id: number
  readonly guid: Uuid
  readonly kind: DefinitionKind
  readonly name: string
  readonly displayName: string
  readonly points: number
  /** Of a campaign: how the visitors that it brings come, in the words of whoever set it up. */
  readonly trafficChannel: string | null
  readonly enabled: boolean
  readonly builtIn: boolean
  readonly provisional: boolean
  /** Of an outcome: the era of a contact that it starts. */
  readonly era: string | null
  /** Whether it is shown among the latest events of a contact. */
  readonly showAsLatestEvent: boolean
  /** Whether it is shown among what happened on a page of a visit. */
  readonly showInEventsList: boolean
}

export interface ConsentText {
  readonly shortText: string
  readonly fullText: string
}

export interface Consent {
  readonly id: number
  readonly guid: Uuid
  readonly name: string
  readonly displayName: string
  /** By language code, in lower case. */
  readonly texts: ReadonlyMap<string, ConsentText>
  readonly hash: string
}

export interface Language {
  readonly code: string
  readonly isDefault: boolean
  readonly fallback: string | null
}

export interface Token {
  readonly name: string
  readonly role: Role
}

export const roles = ['admin', 'marketer', 'privacy', 'viewer'] as const
export type Role = (typeof roles)[number]

/** All that administrators set up, at one moment. Immutable: a change makes a new one. */
export interface Snapshot {
  readonly version: number
  readonly settings: Settings
  channelById(id: number): Channel | undefined
  channelByGuid(guid: Uuid): Channel | undefined
  readonly channels: readonly Channel[]
  /** By its GUID in canonical notation. */
  sitecoreKey(publicKey: Uuid): ApiKey | undefined
  readonly sitecoreKeys: readonly ApiKey[]
  /** By the SHA-256 of its secret, 64 hex digits. */
  secretKey(hash: string): ApiKey | undefined
  token(hash: string): Token | undefined
  definitionById(id: number): Definition | undefined
  /** By GUID in any notation, or by name in any case. */
  definition(kind: DefinitionKind, idOrName: string): Definition | undefined
  readonly definitions: readonly Definition[]
  readonly consents: readonly Consent[]
  /** By code name in any case. */
  consent(name: string): Consent | undefined
  consentById(id: number): Consent | undefined
  language(code: string): Language | undefined
  readonly defaultLanguage: Language | undefined
}

export interface Catalogue {
  /** The newest snapshot that this process knows. Read it once per request. */
  readonly snapshot: Snapshot
  /** Reads what is stored now; resolves when `snapshot` shows it. */
  refresh(): Promise<void>
  /** Makes a definition that waits for a person's confirmation, or finds the one that is there. Null when there are
   * already too many of them (Sitecore keys are public). */
  addProvisional(kind: DefinitionKind, idOrName: string): Promise<Definition | null>
  close(): Promise<void>
}
