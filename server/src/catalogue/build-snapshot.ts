import { parseGuid, type Uuid } from '../domain/ids.ts'
import type { DefinitionKind } from '../domain/kinds.ts'
import { foldCase } from './names.ts'
import type { Settings } from './settings.ts'
import type { ApiKey, Channel, Consent, Definition, Language, Snapshot, Token } from './snapshot.ts'

/** What is stored, in the words of the snapshot. */
export interface CatalogueContents {
  readonly version: number
  readonly settings: Settings
  readonly languages: readonly Language[]
  readonly consents: readonly Consent[]
  readonly channels: readonly Channel[]
  /** Each with what it is found by: access `sitecore` its public GUID, every other the hash of its secret. */
  readonly keys: readonly { readonly key: ApiKey; readonly foundBy: string }[]
  readonly definitions: readonly Definition[]
  readonly tokens: readonly { readonly token: Token; readonly hash: string }[]
}

/** A GUID has at least this many characters, in its shortest notation. */
const GUID_DIGITS = 32

/** Indexes the contents for look-up. Nothing here is searched through while a request waits. */
export function buildSnapshot(contents: CatalogueContents): Snapshot {
  const { version, settings, languages, consents, channels, keys, definitions, tokens } = contents
  const channelsById = new Map(channels.map((channel) => [channel.id, channel]))
  const channelsByGuid = new Map(channels.map((channel) => [channel.guid, channel]))
  const publicKeys = keys.filter(({ key }) => key.access === 'sitecore')
  const sitecoreKeys = new Map(publicKeys.map(({ key, foundBy }) => [foundBy, key]))
  const secretKeys = new Map(
    keys.filter(({ key }) => key.access !== 'sitecore').map(({ key, foundBy }) => [foundBy, key]),
  )
  const tokensByHash = new Map(tokens.map(({ token, hash }) => [hash, token]))
  const definitionsById = new Map(definitions.map((definition) => [definition.id, definition]))
  const definitionsByKind = indexByKind(definitions)
  const consentsByName = new Map(consents.map((consent) => [foldCase(consent.name), consent]))
  const consentsById = new Map(consents.map((consent) => [consent.id, consent]))
  const languagesByCode = new Map(languages.map((language) => [foldCase(language.code), language]))

  return {
    version,
    settings,
    channels,
    definitions,
    consents,
    sitecoreKeys: publicKeys.map(({ key }) => key),
    defaultLanguage: languages.find(({ isDefault }) => isDefault),
    channelById: (id) => channelsById.get(id),
    channelByGuid: (guid) => channelsByGuid.get(guid),
    sitecoreKey: (publicKey) => sitecoreKeys.get(publicKey),
    secretKey: (hash) => secretKeys.get(hash),
    token: (hash) => tokensByHash.get(hash),
    definitionById: (id) => definitionsById.get(id),
    definition(kind, idOrName) {
      const { byGuid, byName } = definitionsByKind[kind]
      const guid = idOrName.length < GUID_DIGITS ? null : parseGuid(idOrName)
      return (guid === null ? undefined : byGuid.get(guid)) ?? byName.get(foldCase(idOrName))
    },
    consent: (name) => consentsByName.get(foldCase(name)),
    consentById: (id) => consentsById.get(id),
    language: (code) => languagesByCode.get(foldCase(code)),
  }
}

interface DefinitionIndex {
  readonly byGuid: ReadonlyMap<Uuid, Definition>
  readonly byName: ReadonlyMap<string, Definition>
}

function indexByKind(definitions: readonly Definition[]): Record<DefinitionKind, DefinitionIndex> {
  const index = (kind: DefinitionKind): DefinitionIndex => {
    const ofKind = definitions.filter((definition) => definition.kind === kind)
    return {
      byGuid: new Map(ofKind.map((definition) => [definition.guid, definition])),
      byName: new Map(ofKind.map((definition) => [foldCase(definition.name), definition])),
    }
  }
  return {
    goal: index('goal'),
    event: index('event'),
    outcome: index('outcome'),
    campaign: index('campaign'),
    activityType: index('activityType'),
  }
}
