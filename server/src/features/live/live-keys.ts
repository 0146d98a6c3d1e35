import { sql } from 'kysely'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import type { LiveKey } from './live.schemas.ts'
import type { LiveNames } from './to-live-request.ts'

export interface LiveCatalogue extends LiveNames {
  readonly keysByGuid: ReadonlyMap<Uuid, number>
}

/** What channels and API keys are called. */
export interface LiveKeys {
  /** As they are set up now. */
  namesNow(): Promise<LiveCatalogue>
  /** As they were when somebody asked last, for those who cannot wait; asks anew after a change. */
  namesLately(): LiveCatalogue
}

/** Reads the names of keys when the catalogue has changed, which is seldom. */
export function createLiveKeys(queries: Queries, catalogue: Pick<Catalogue, 'snapshot'>): LiveKeys {
  let known: LiveCatalogue | null = null
  let reading: Promise<LiveCatalogue> | null = null

  async function read(): Promise<LiveCatalogue> {
    const { snapshot } = catalogue
    known = { snapshot, ...(await readKeys(queries)) }
    return known
  }

  function namesNow(): Promise<LiveCatalogue> {
    if (known !== null && known.snapshot === catalogue.snapshot) return Promise.resolve(known)
    reading ??= read().finally(() => {
      reading = null
    })
    return reading
  }

  return {
    namesNow,
    namesLately() {
      // A database that is away leaves the names as they were.
      if (known?.snapshot !== catalogue.snapshot) namesNow().catch(() => {})
      return known ?? { snapshot: catalogue.snapshot, keys: new Map(), keysByGuid: new Map() }
    },
  }
}

interface KeyRow {
  readonly id: number
  readonly guid: Uuid
  readonly name: string
  readonly public_key: Uuid | null
}

async function readKeys(queries: Queries): Promise<Pick<LiveCatalogue, 'keys' | 'keysByGuid'>> {
  const { rows } = await sql<KeyRow>`SELECT id, guid, name, public_key FROM api_keys`.execute(queries)
  return {
    keys: new Map(rows.map((row): [number, LiveKey] => [row.id, toLiveKey(row)])),
    keysByGuid: new Map(rows.map(({ guid, id }) => [guid, id])),
  }
}

function toLiveKey({ guid, name, public_key }: KeyRow): LiveKey {
  return { id: guid, name, prefix: public_key === null ? null : public_key.slice(0, 8) }
}
