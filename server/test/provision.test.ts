import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findProcesses, hasProc, makePrivateFolder, runWaymark } from './support/waymark-process.ts'

const channel = {
  id: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd',
  name: 'Mobile app',
  codeName: 'mobile',
  apiKeys: [{ name: 'tracking', access: 'tracking', secret: 'dev-tracking-key' }],
}

test('a file is applied on a database of its own time, and beside a running server takes effect at once', async () => {
  const folder = await makePrivateFolder()
  const env = { WAYMARK_DATA: join(folder, 'data') }
  const file = join(folder, 'waymark.json')
  await writeFile(file, JSON.stringify({ channels: [{ ...channel, apiKeys: [] }] }))

  const alone = runWaymark(['provision', file], env)
  expect(await alone.ended).toEqual({ status: 0, signal: null })
  expect(alone.output()).toContain(`A new database was made in ${env.WAYMARK_DATA}.\n`)
  expect(alone.output()).toContain(`Channel "Mobile app" (mobile): ${channel.id}\n`)
  if (hasProc) expect(await findProcesses(env.WAYMARK_DATA)).toEqual([])

  const server = runWaymark(['start'], env)
  const createContact = async () => {
    const headers = { authorization: 'Bearer dev-tracking-key' }
    return (await fetch(`${await server.ready()}/Kentico.Tracking/contacts`, { method: 'POST', headers }))
      .status
  }
  expect(await createContact()).toBe(401)
  await writeFile(file, JSON.stringify({ channels: [channel] }))
  const beside = runWaymark(['provision', file], env)
  expect(await beside.ended).toEqual({ status: 0, signal: null })
  expect(beside.output()).toBe('Provisioned: 1 key created.\n')
  await expect.poll(createContact, { timeout: 2_000 }).toBe(200)
})

test('a file with a mistake changes nothing and ends with one line that names the place', async () => {
  const folder = await makePrivateFolder()
  const file = join(folder, 'waymark.json')
  await writeFile(file, JSON.stringify({ channels: [{ ...channel, colour: 'red' }] }))
  const run = runWaymark(['provision', file], { WAYMARK_DATA: join(folder, 'data') })
  expect(await run.ended).toEqual({ status: 1, signal: null })
  expect(run.output().trim().split('\n')).toEqual([
    expect.stringMatching(/^A new database was made in /),
    expect.stringContaining('colour'),
  ])
})
