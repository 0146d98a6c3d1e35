import type { Server } from 'node:net'
import type { Catalogue } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { type DiskSpace, readDiskSpace } from '../../platform/disk-space.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { createDatabaseFigures, type DatabaseFigures } from './database-figures.ts'

export interface ServerParts {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly server: Server
  readonly version: string
  /** Of the embedded database; null where the database is elsewhere. */
  readonly dataFolder: string | null
  /** Milliseconds since 1970. */
  readonly now: () => number
}

/** Tells of the database, the disk, the catalogue and the connections, and which version runs. */
export function describeServer(metrics: Metrics, parts: ServerParts): void {
  const { queries, catalogue, server, version, dataFolder, now } = parts
  const readFigures = createDatabaseFigures(queries, now)
  const figure = (name: keyof DatabaseFigures) => async () => (await readFigures())?.[name] ?? null

  metrics.gauge({ name: 'waymark_build_info', help: 'Always 1; the version of Waymark and Node.' }, () => [
    { labels: { version, node: process.version }, value: 1 },
  ])
  metrics.gauge(
    { name: 'waymark_database_up', help: '1 while the database answers questions about itself, else 0.' },
    async () => ((await readFigures()) === null ? 0 : 1),
  )
  metrics.gauge({ name: 'waymark_database_size_bytes', help: 'Size of the database.' }, figure('bytes'))
  metrics.gauge(
    { name: 'waymark_database_connections', help: 'Connections to the database, those of others included.' },
    figure('connections'),
  )
  metrics.gauge({ name: 'waymark_contacts', help: 'Stored contacts, estimated.' }, figure('contacts'))
  metrics.gauge({ name: 'waymark_visits', help: 'Stored visits, estimated.' }, figure('visits'))
  metrics.gauge({ name: 'waymark_activities', help: 'Stored activities, estimated.' }, figure('activities'))
  metrics.gauge(
    { name: 'waymark_catalogue_version', help: 'Version of the catalogue that this process goes by.' },
    () => catalogue.snapshot.version,
  )
  metrics.gauge(
    { name: 'waymark_http_connections', help: 'Open connections of clients.' },
    () => new Promise((resolve) => server.getConnections((error, count) => resolve(error ? null : count))),
  )
  if (dataFolder === null) return
  const disk = (name: keyof DiskSpace) => async () => (await readDiskSpace(dataFolder))?.[name] ?? null
  metrics.gauge(
    { name: 'waymark_disk_free_bytes', help: 'What is free on the disk of the embedded database.' },
    disk('free'),
  )
  metrics.gauge({ name: 'waymark_disk_size_bytes', help: 'Size of that disk.' }, disk('all'))
}
