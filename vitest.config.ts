import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ClosingLineReporter } from './server/test/support/closing-line.reporter.ts'

export default defineConfig({
  test: {
    include: ['{server,admin,examples,conformance,bench,scripts,docs}/**/*.test.ts'],
    globalSetup: ['server/test/support/postgres.global-setup.ts'],
    // A test that leans on the one before it fails sooner or later; the seed of the order is printed.
    sequence: { shuffle: true },
    // One for each core: its own choice is one less, which leaves half of a small machine idle.
    maxWorkers: availableParallelism(),
    // A whole run keeps all cores busy, with several PostgreSQLs and browsers beside it.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // Each file in a worker of its own is what is wanted: no closing hint about what sharing them would save.
    experimental: { diagnostics: { isolate: false } },
    reporters: ['default', new ClosingLineReporter()],
  },
})
