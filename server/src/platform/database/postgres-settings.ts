import { totalmem } from 'node:os'

/** `throwaway` is for the tests: a crash of the machine may lose its data, so it need not wait for the disk. */
export type PostgresProfile = 'durable' | 'throwaway'

type Settings = Record<string, string | number>

const MiB = 1024 * 1024

/** The text of `postgresql.conf`, written anew at every start, so that it always fits the code and the machine. */
export function postgresConf(profile: PostgresProfile, memoryBytes = machineMemory()): string {
  const settings = {
    ...commonSettings,
    ...(profile === 'durable' ? durableSettings(memoryBytes) : throwawaySettings),
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value}'`)
  return [
    '# Written by Waymark at every start. Lasting changes of your own: ALTER SYSTEM, which this file does not undo.',
    ...lines,
    '',
  ].join('\n')
}

const commonSettings: Settings = {
  listen_addresses: '',
  unix_socket_permissions: '0700',
  timezone: 'UTC',
  lc_messages: 'C',
  // Short statements by the thousand: compiling them costs more than it saves.
  jit: 'off',
  // A process less: nothing here subscribes to another database.
  max_logical_replication_workers: 0,
  // The log may not hold what visitors sent. An ERROR can quote values, and its sender gets it anyway; so only what
  // concerns the server itself is logged, without statements and parameters.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: 0,
  log_parameter_max_length_on_error: 0,
  log_line_prefix: '',
}

function durableSettings(memoryBytes: number): Settings {
  const sharedBuffers = Math.min(Math.max(memoryBytes / 16, 128 * MiB), 1024 * MiB)
  return {
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Visitors who return right after a checkpoint make full-page images of every table they touch. On a slow disk
    // this is the limit; compressed images and rare checkpoints are what helps.
    wal_compression: 'pglz',
    max_wal_size: '4GB',
    min_wal_size: '160MB',
    checkpoint_timeout: '15min',
    shared_buffers: megabytes(sharedBuffers),
    effective_cache_size: megabytes(memoryBytes / 2),
    work_mem: '8MB',
    maintenance_work_mem: '128MB',
    max_connections: 40,
    // Counters of contacts are updated all the time: clean up after a tenth of a table instead of a fifth.
    autovacuum_vacuum_scale_factor: 0.1,
    autovacuum_analyze_scale_factor: 0.05,
  }
}

const throwawaySettings: Settings = {
  fsync: 'off',
  synchronous_commit: 'on',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_wal_size: '1GB',
  shared_buffers: '128MB',
  max_connections: 200,
  io_method: 'sync',
  autovacuum: 'off',
}

/** What this process may use: in a container the limit of its control group, not the machine's memory. */
function machineMemory(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / MiB)}MB`
}
