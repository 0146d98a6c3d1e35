import type { Snapshot } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Hit } from './resolve.schemas.ts'

/** Of one search: people look at the first ones. */
const MAX_BY_NAME = 5

/** What administrators set up and is called so, or has this GUID; a public key leads to its channel. */
export function findSetUp(snapshot: Snapshot, text: string, id: Uuid | null): Hit[] {
  const hits = listSetUp(snapshot)
  if (id !== null) {
    const channel = snapshot.sitecoreKey(id)?.channel.guid
    return hits.filter((hit) => hit.id === id || hit.id === channel).map((hit) => ({ ...hit, exact: true }))
  }
  const wanted = text.toLowerCase()
  return hits
    .filter(({ title, detail }) => [title, detail ?? ''].some((name) => name.toLowerCase().includes(wanted)))
    .slice(0, MAX_BY_NAME)
}

function listSetUp(snapshot: Snapshot): Hit[] {
  return [
    ...snapshot.channels.map(
      ({ guid, name, codeName }): Hit => ({
        type: 'channel',
        id: guid,
        title: name,
        detail: codeName,
        exact: false,
      }),
    ),
    ...snapshot.definitions.map(
      ({ kind, guid, displayName, name }): Hit => ({
        type: kind,
        id: guid,
        title: displayName,
        detail: name,
        exact: false,
      }),
    ),
  ]
}
