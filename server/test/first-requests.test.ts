import { execFile } from 'node:child_process'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCodeBlocks, readDocument, repositoryPaths } from './support/documents.ts'
import { eventually, makePrivateFolder, runWaymark, type WaymarkProcess } from './support/waymark-process.ts'

const readme = readDocument('README.md')

interface Shown {
  readonly address: string
  readonly password: string
  readonly channelId: string
  readonly sitecoreKey: string
  readonly xperienceKey: string
  readonly managementToken: string
  /** As they are printed, each for the shell. */
  readonly requests: readonly string[]
}

interface Started {
  readonly server: WaymarkProcess
  readonly log: () => string
  readonly stdout: () => string
}

async function start(env: Record<string, string>): Promise<Started> {
  const server = runWaymark(['start'], env)
  const written = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    server.child[name]?.on('data', (chunk) => {
      written[name] += chunk
    })
  }
  await server.ready()
  return { server, log: () => written.stderr, stdout: () => written.stdout }
}

async function startFirst(env: Record<string, string>): Promise<Started & { shown: Shown }> {
  const started = await start(env)
  await eventually('the last request is printed', () => /activities\?limit=5.*\n.*"\n/.test(started.stdout()))
  const text = started.stdout()
  const [, ...requests] = text.split(/^\d\. .+:$/m)
  const shown = {
    address: await started.server.ready(),
    password: readShown('Password', text),
    channelId: readShown('Channel id', text),
    sitecoreKey: readShown('Sitecore key', text),
    xperienceKey: readShown('Xperience key', text),
    managementToken: readShown('Management token', text),
    requests,
  }
  return { ...started, shown }
}

/** Of `label: value`, which has to stand there once. */
function readShown(label: string, text: string): string {
  const values = [...text.matchAll(new RegExp(`^${label}: (\\S+)$`, 'gm'))].map(([, value]) => value)
  expect(values, label).toEqual([expect.stringMatching(/.{32}/)])
  return values[0] ?? ''
}

interface Answer {
  /** Of each curl, in order. */
  readonly statuses: readonly number[]
  readonly stdout: string
}

/** The last --write-out counts: a newline, where the request asks for one, is written first. */
const curlThatTellsStatuses = `#!/bin/sh
case "$*" in *"-w \\n"*) newline='\\n' ;; esac
PATH=$CURL_PATH
exec curl --silent "$@" --write-out "$newline%{stderr}%{http_code}\\n"
`

/** Runs what a person would paste into a shell, in a folder of their own, with a curl that tells us the statuses. */
async function paste(command: string, variables: Record<string, string> = {}): Promise<Answer> {
  const home = await makePrivateFolder()
  await writeFile(join(home, 'curl'), curlThatTellsStatuses, { mode: 0o755 })
  const env = { PATH: `${home}:${process.env.PATH}`, HOME: home, CURL_PATH: process.env.PATH, ...variables }
  return new Promise((resolve, reject) => {
    execFile('sh', ['-c', command], { cwd: home, env }, (error, stdout, stderr) => {
      if (error === null) resolve({ statuses: stderr.trim().split('\n').map(Number), stdout })
      else reject(new Error(`${command}\nended with ${error.code}: ${stderr}`))
    })
  })
}

async function pasteAll(requests: readonly string[], variables?: Record<string, string>): Promise<Answer[]> {
  const answers: Answer[] = []
  for (const request of requests) answers.push(await paste(request, variables))
  return answers
}

const expectedStatuses = [[200, 200], [200, 200, 207], [200]]
const whatTheyStore = [
  { kind: 'pageView', value: 'Products', url: 'https://www.example.com/products' },
  { kind: 'event', type: 'Download' },
  { kind: 'goal', type: 'Register' },
  { kind: 'pageView', url: '/products' },
]

function readItems(answer: Answer | undefined): unknown[] {
  return JSON.parse(answer?.stdout ?? '').items
}

test('the requests that the first start prints are those of the README, and the third shows what the others stored', async () => {
  await expect(paste('command -v curl'), 'curl is needed here').resolves.toBeDefined()
  const { shown } = await startFirst({ WAYMARK_DATA: join(await makePrivateFolder(), 'data') })

  const printed = await pasteAll(shown.requests)
  expect(printed.map(({ statuses }) => statuses)).toEqual(expectedStatuses)
  expect(printed[1]?.stdout).toBe('{"results":[{"status":202}]}\n')
  expect(readItems(printed[2])).toMatchObject(whatTheyStore)

  const blocks = readCodeBlocks(readme, '## First requests', 'sh').map((block) =>
    block.replaceAll('http://localhost:4100', shown.address),
  )
  const variables = {
    SITECORE_KEY: shown.sitecoreKey,
    XPERIENCE_KEY: shown.xperienceKey,
    CHANNEL_ID: shown.channelId,
    MANAGEMENT_TOKEN: shown.managementToken,
  }
  const written = await pasteAll(blocks, variables)
  expect(written.map(({ statuses }) => statuses)).toEqual(expectedStatuses)
  expect(readItems(written[2])).toMatchObject([...whatTheyStore, ...whatTheyStore.slice(0, 1)])

  const filledIn = blocks.map((block) =>
    Object.entries(variables).reduce((text, [name, value]) => text.replaceAll(`$${name}`, value), block),
  )
  expect(filledIn.map(withoutBlankLines)).toEqual(shown.requests.map(withoutBlankLines))
})

function withoutBlankLines(text: string): string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

test('a secret is shown at the first start only, is never logged, and lies nowhere in the data folder', async () => {
  const env = { WAYMARK_DATA: join(await makePrivateFolder(), 'data'), WAYMARK_LOG_LEVEL: 'trace' }
  const first = await startFirst(env)
  const { password, xperienceKey, managementToken, sitecoreKey, requests } = first.shown
  await pasteAll(requests)
  first.server.child.kill('SIGTERM')
  await first.server.ended
  const second = await start(env)
  second.server.child.kill('SIGTERM')
  await second.server.ended

  expect(first.log()).toContain('Stopping')
  for (const secret of [password, xperienceKey, managementToken, sitecoreKey]) {
    expect(first.log()).not.toContain(secret)
    expect(second.server.output()).not.toContain(secret)
  }
  // The Sitecore key is public, and stored as it is. The user's address shows that what is stored can be found here.
  expect(
    await findInFiles(env.WAYMARK_DATA, [password, xperienceKey, managementToken, 'admin@localhost']),
  ).toEqual(new Set(['admin@localhost']))
})

/** Those of the texts that stand in some file of a folder, in clear. */
async function findInFiles(folder: string, texts: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const bytes = await readFile(join(entry.parentPath, entry.name))
    for (const text of texts) if (bytes.includes(text)) found.add(text)
  }
  return found
}

test('the provisioning file of the README can be applied, again and again, and opens both tracking APIs', async () => {
  const folder = await makePrivateFolder()
  const file = join(folder, 'waymark.json')
  const [text = ''] = readCodeBlocks(readme, '## Provisioning', 'json')
  await writeFile(file, text)
  const example = JSON.parse(text)
  expect(repositoryPaths).toContain(example.$schema.replace('./', ''))

  const env = { WAYMARK_DATA: join(folder, 'data') }
  const once = runWaymark(['provision', file], env)
  expect([await once.ended, once.output()]).toEqual([
    { status: 0, signal: null },
    expect.stringMatching(/^Provisioned: .*\b1 channel created\b/m),
  ])
  const again = runWaymark(['provision', file], env)
  expect([await again.ended, again.output()]).toEqual([
    { status: 0, signal: null },
    'Nothing to change: all is as the file says.\n',
  ])

  const { server, stdout } = await start({ ...env, WAYMARK_PROVISION: file })
  const address = await server.ready()
  expect(stdout()).not.toContain('first start')
  const [{ apiKeys }] = example.channels
  const secretOf = (access: string) =>
    apiKeys.find((key: { access: string }) => key.access === access)?.secret ?? ''
  const event = await fetch(`${address}/sitecore/api/jss/track/event?sc_apikey=${secretOf('sitecore')}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify([{ goalId: example.goals[0].name }, { eventId: example.events[0].name }]),
  })
  const contact = await fetch(`${address}/Kentico.Tracking/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secretOf('tracking')}` },
  })
  const activities = await fetch(`${address}/api/v1/activities`, {
    headers: { authorization: `Bearer ${example.tokens[0].secret}` },
  })
  expect([event.status, contact.status, activities.status]).toEqual([200, 200, 200])
})
