import { pino } from 'pino'
import { expect, test } from 'vitest'
import { app, createSitecoreCatalogue } from '../../test/support/sitecore.ts'
import type { Catalogue } from '../catalogue/snapshot.ts'
import { sitecoreChain } from '../tracking-apis/sitecore/chain.ts'
import { createChains } from './chains.ts'
import { defineProcessor } from './define-processor.ts'
import { next, type Processor } from './processor.ts'

function create(processors: readonly Processor[], catalogue: { snapshot: Catalogue['snapshot'] }) {
  const lines: { msg: string }[] = []
  const logger = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) })
  return { chainOf: createChains({ api: 'sitecore', processors, catalogue, logger }), lines }
}
const namesOf = (chain: readonly Processor[]) => chain.map(({ name }) => name).join(' ')

test('a chain is put together once for a channel as the catalogue has it', () => {
  const { chainOf } = create(sitecoreChain, createSitecoreCatalogue())
  expect(chainOf(app)).toBe(chainOf(app))
  expect(namesOf(chainOf(app))).toBe('outcome goal campaign event pageView')
})

test('a channel leaves processors out for itself, the setting for all', () => {
  const catalogue = createSitecoreCatalogue({ 'pipeline.removedProcessors': 'sitecore/event' })
  const { chainOf, lines } = create(sitecoreChain, catalogue)
  expect(namesOf(chainOf({ ...app, removedProcessors: ['sitecore/goal', 'xperience/pageView'] }))).toBe(
    'outcome campaign pageView',
  )
  expect(namesOf(chainOf(app))).toBe('outcome goal campaign pageView')
  expect(lines).toEqual([])
})

test('names that nobody has are told to the log once, at the start and when they change', () => {
  const first = createSitecoreCatalogue({ 'pipeline.removedProcessors': 'sitecore/evnt;xperience/clck' })
  const catalogue = { snapshot: first.snapshot }
  const plugin = defineProcessor({ name: 'p', api: 'sitecore', channels: ['shop'], process: () => next() })
  const { chainOf, lines } = create([plugin, ...sitecoreChain], catalogue)
  const warnings = [
    { processors: ['sitecore/evnt'], msg: 'processors to leave out that are not there' },
    { channels: ['shop'], msg: 'processors name channels that are not there' },
  ]
  expect(lines).toMatchObject(warnings)
  chainOf(app)
  catalogue.snapshot = createSitecoreCatalogue({ 'pipeline.removedProcessors': 'sitecore/gaol' }).snapshot
  chainOf({ ...app })
  expect(lines).toMatchObject([...warnings, { processors: ['sitecore/gaol'] }, { channels: ['shop'] }])
})
