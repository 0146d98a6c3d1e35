import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { ClosingLineReporter } from './server/test/support/closing-line.reporter.ts'

const everywhere = {
  // A test that leans on the one before it fails sooner or later; the seed of the order is printed.
  sequence: { shuffle: true },
  // A whole run keeps all cores busy, with several PostgreSQLs and browsers beside it.
  testTimeout: 20_000,
  hookTimeout: 30_000,
  expect: { poll: { timeout: 10_000 } },
}

export default defineConfig({
  test: {
    globalSetup: ['server/test/support/postgres.global-setup.ts'],
    // One for each core: its own choice is one less, which leaves half of a small machine idle.
    maxWorkers: availableParallelism(),
    projects: [
      {
        test: {
          ...everywhere,
          name: 'sources',
          include: ['{server,admin}/src/**/*.test.ts'],
          // What a module keeps of one file is nothing to the next, so files share a worker: loading the same modules
          // again for each of two hundred files took more time than most of their tests.
          isolate: false,
        },
      },
      {
        test: {
          ...everywhere,
          // Whole servers and browsers: each file in a worker of its own.
          name: 'journeys',
          include: [
            '{server,admin}/test/**/*.test.ts',
            '{examples,conformance,bench,scripts,docs}/**/*.test.ts',
          ],
        },
      },
    ],
    // What workers of their own cost those files is known: no closing hint about it.
    experimental: { diagnostics: { isolate: false } },
    reporters: ['default', new ClosingLineReporter()],
  },
})
