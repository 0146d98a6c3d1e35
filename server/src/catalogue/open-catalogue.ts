import type { DefinitionKind } from '../domain/kinds.ts'
import type { DatabaseConnection } from '../platform/database/connection.ts'
import type { Queries } from '../platform/database/queries.ts'
import { describeDefect, type Logger } from '../platform/logger.ts'
import { listenForChanges } from './listen-for-changes.ts'
import { loadSnapshot, loadVersion } from './load-snapshot.ts'
import { foldCase } from './names.ts'
import {
  MAX_PROVISIONAL_DEFINITIONS,
  readWantedDefinition,
  storeProvisional,
  type WantedDefinition,
} from './provisional-definitions.ts'
import { shareRuns } from './share-runs.ts'
import type { Catalogue, Definition } from './snapshot.ts'

/** For what no notification brings: those of a broken connection, or behind a proxy that does not carry LISTEN. */
const pollIntervalMs = 5_000

/**
 * Loads the catalogue and keeps it as new as the database: a notification brings a change within milliseconds, a look
 * at the version every 5 s does without one. While the database is away the last snapshot stays in use. Rejects when
 * the catalogue cannot be loaded now.
 */
export async function openCatalogue(options: {
  /** Stays the caller's to close, after the catalogue. */
  db: Queries
  /** For the connection that listens. */
  connection: DatabaseConnection
  logger: Logger
  now: () => number
}): Promise<Catalogue> {
  const { db, connection, logger, now } = options
  let snapshot = await loadSnapshot(db, logger)
  let lastLoad: Promise<unknown> = Promise.resolve()
  let reachable = true
  let closed = false

  const load = shareRuns(async () => {
    snapshot = await loadSnapshot(db, logger)
  })

  function refresh(): Promise<void> {
    const loading = load()
    lastLoad = loading.catch(() => {})
    return loading
  }

  async function refreshInBackground(isNeeded: () => Promise<boolean> | boolean): Promise<void> {
    try {
      if (!closed && (await isNeeded()) && !closed) await refresh()
      if (!reachable) logger.info('The catalogue can be read again')
      reachable = true
    } catch (error) {
      if (reachable)
        logger.warn(
          error instanceof Error ? describeDefect(error) : {},
          'The catalogue cannot be read: the last one stays in use',
        )
      reachable = false
    }
  }

  async function isOutdated(): Promise<boolean> {
    return (await loadVersion(db)) !== snapshot.version
  }

  const listener = await listenForChanges({
    connection,
    logger,
    onChange: (version) => void refreshInBackground(() => version === null || version > snapshot.version),
  })
  // What changed between the load and the beginning of listening.
  const look = shareRuns(() => refreshInBackground(isOutdated))
  await look()
  const poll = setInterval(look, pollIntervalMs)
  poll.unref()

  const beingAdded = new Map<string, Promise<Definition | null>>()

  async function addProvisional(kind: DefinitionKind, idOrName: string): Promise<Definition | null> {
    const known = snapshot.definition(kind, idOrName)
    if (known !== undefined) return known
    const wanted = readWantedDefinition(kind, idOrName, now())
    if (wanted === null || isRefused(wanted)) return null
    const key = `${kind} ${foldCase(wanted.name)}`
    const adding = beingAdded.get(key) ?? add(wanted).finally(() => beingAdded.delete(key))
    beingAdded.set(key, adding)
    return adding
  }

  /** What needs no look into the database to be refused: a public key can ask for it as often as it likes. */
  function isRefused({ guid }: WantedDefinition): boolean {
    const { definitions } = snapshot
    if (definitions.some((definition) => definition.guid === guid)) return true
    return definitions.filter(({ provisional }) => provisional).length >= MAX_PROVISIONAL_DEFINITIONS
  }

  async function add(wanted: WantedDefinition): Promise<Definition | null> {
    const id = await storeProvisional(db, wanted, new Date(now()))
    if (id === null) return null
    await refresh()
    return snapshot.definitionById(id) ?? null
  }

  return {
    get snapshot() {
      return snapshot
    },
    refresh,
    addProvisional,
    async close() {
      closed = true
      clearInterval(poll)
      await listener.close()
      // Whoever closes the catalogue closes the database next.
      await look()
      await lastLoad
    },
  }
}
