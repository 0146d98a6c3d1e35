import { expect, test } from 'vitest'
import { importedFiles, judgeAdminImport, judgeImport } from './import-rule.mjs'

test.each([
  ['main.ts', 'commands/start.ts'],
  ['commands/start.ts', 'compose.ts'],
  ['compose.ts', 'engine/engine.ts'],
  ['app.ts', 'features/contacts/contacts.routes.ts'],
  ['features/contacts/contacts.routes.ts', 'features/contacts/contacts.queries.ts'],
  ['features/contacts/contacts.routes.ts', 'features/shared/pages.ts'],
  ['engine/batch.ts', 'catalogue/settings.ts'],
  ['platform/config.ts', 'domain/ids.ts'],
  ['commands/start.ts', 'version.ts'],
])('%s may import %s', (file, imported) => {
  expect(judgeImport(file, imported)).toBeNull()
})

test.each([
  ['domain/ids.ts', 'platform/config.ts'],
  ['platform/config.ts', 'catalogue/settings.ts'],
  ['catalogue/settings.ts', 'engine/engine.ts'],
  ['engine/batch.ts', 'pipeline/pipeline.ts'],
  ['pipeline/pipeline.ts', 'tracking-apis/sitecore/event.routes.ts'],
  ['features/contacts/contacts.routes.ts', 'app.ts'],
  ['features/contacts/contacts.routes.ts', 'features/visits/visits.queries.ts'],
  ['tracking-apis/sitecore/event.routes.ts', 'tracking-apis/xperience/keys.ts'],
  ['features/shared/pages.ts', 'features/contacts/contacts.queries.ts'],
  ['compose.ts', 'commands/start.ts'],
  ['engine/batch.ts', '../test/support/database.ts'],
])('%s may not import %s', (file, imported) => {
  expect(judgeImport(file, imported)).not.toBeNull()
})

test('imports of values, of types, of side effects and at run time all count', () => {
  const source = `
    import { a } from './a.ts'
    import type { B } from '../engine/b.ts'
    import '../c.ts'
    export * from './d.ts'
    const e = await import('./e.ts')
    import pg from 'pg'
  `
  expect(importedFiles('features/x.ts', source)).toEqual([
    ...['features/a.ts', 'engine/b.ts', 'c.ts', 'features/d.ts', 'features/e.ts'],
  ])
})

test.each([
  ['main.tsx', 'app/app.tsx'],
  ['app/shell.tsx', 'features/setup/first-visit.tsx'],
  ['features/live/live-page.tsx', 'shared/page-head.tsx'],
  ['features/live/live.routes.ts', 'app/root-route.ts'],
  ['features/live/live.api.ts', '../../server/src/features/live/live.schemas.ts'],
])('in the admin, %s may import %s', (file, imported) => {
  expect(judgeAdminImport(file, imported)).toBeNull()
})

test.each([
  ['shared/page-head.tsx', 'app/shell.tsx'],
  ['shared/page-head.tsx', 'features/live/live.api.ts'],
  ['features/live/live-page.tsx', 'app/shell.tsx'],
  ['features/live/live-page.tsx', 'features/setup/setup.api.ts'],
  ['features/live/live-page.tsx', '../test/support/screens.ts'],
])('in the admin, %s may not import %s', (file, imported) => {
  expect(judgeAdminImport(file, imported)).not.toBeNull()
})
