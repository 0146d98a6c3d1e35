import { expect, test } from 'vitest'
import { postgresConf } from './postgres-settings.ts'

const MiB = 1024 * 1024

test.each([
  [512, 128],
  [4_096, 256],
  [24_576, 1_024],
  [262_144, 1_024],
])('of %i MiB of memory PostgreSQL takes %i for its buffers', (memory, buffers) => {
  expect(postgresConf('durable', memory * MiB)).toContain(`shared_buffers = '${buffers}MB'`)
})

test('only a throwaway database may lose what it has acknowledged', () => {
  expect(postgresConf('durable')).toMatch(/^fsync = 'on'$/m)
  expect(postgresConf('durable')).toMatch(/^synchronous_commit = 'on'$/m)
  expect(postgresConf('throwaway')).toMatch(/^fsync = 'off'$/m)
})
