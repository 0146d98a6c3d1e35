import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makePrivateFolder, runWaymark } from '../../test/support/waymark-process.ts'
import { demo } from './demo.ts'

const terminal = { verbose: false, print: () => {}, note: () => {} }

test.each([
  [['--contacts', '0'], '--contacts is "0" but must be a whole number from 1 to 2000000.'],
  [['--contacts', 'many'], '--contacts is "many" but must be'],
  [['--days', '1831'], '--days is "1831" but must be a whole number from 1 to 1830.'],
  [['--seed', '-1'], "'--seed' argument"],
  [['--seed', '4294967296'], '--seed is "4294967296" but must be'],
  [['--until', '2026-13-01'], '--until is "2026-13-01" but must be a day or a moment of the past'],
  [['--until', '2999-01-01'], '--until is "2999-01-01" but must be'],
  [['--remove', '--seed', '2'], '--remove takes no other option'],
  [['--until', 'yesterday'], '--until is "yesterday" but must be'],
])('%j is refused before anything is opened', async (args, sentence) => {
  await expect(demo.run(args, terminal)).rejects.toThrow(sentence)
})

test('where no server runs it starts the database for its own time, fills it, and says with what', async () => {
  const folder = await makePrivateFolder()
  const nothing = join(folder, 'nothing.json')
  await writeFile(nothing, '{}')
  expect(await runWaymark(['provision', nothing], { WAYMARK_DATA: folder }).ended).toMatchObject({
    status: 0,
  })
  const run = () =>
    runWaymark(['demo', '--contacts', '40', '--days', '20', '--until', '2026-06-01'], {
      WAYMARK_DATA: folder,
    })
  const first = run()
  expect(await first.ended, first.output()).toMatchObject({ status: 0 })
  expect(first.output()).toMatch(
    /^Stored \d+ activities in \d+ visits of 40 people, from 2026-05-12 to 2026-06-01, in \d+\.\d s \(seed 1\)\.$/m,
  )
  const second = run()
  expect(await second.ended).toMatchObject({ status: 1 })
  expect(second.output()).toMatch(
    /^The demo of seed 1 was filled in here on \d{4}-\d\d-\d\d\. Nothing was added/,
  )
  const removal = runWaymark(['demo', '--remove'], { WAYMARK_DATA: folder })
  expect(await removal.ended, removal.output()).toMatchObject({ status: 0 })
  expect(removal.output()).toMatch(/^The demo is gone: \d+ contacts, with all that they did\.$/m)
}, 60_000)
