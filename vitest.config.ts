import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['{server,conformance,bench,scripts}/**/*.test.ts'],
    globalSetup: ['server/test/support/postgres.global-setup.ts'],
    // A test that leans on the one before it fails sooner or later; the seed of a failed order is printed.
    sequence: { shuffle: true },
  },
})
