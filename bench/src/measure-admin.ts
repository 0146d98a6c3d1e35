import { setTimeout as sleep } from 'node:timers/promises'
import { describeActivityLists } from './activity-list-queries.ts'
import type { Bench } from './bench.ts'
import { startFilled } from './fill-database.ts'
import { activitiesOfHeavyContact, insertHeavyContact } from './heavy-contact.ts'
import { describeLists } from './list-queries.ts'
import { needAccepted } from './need-accepted.ts'
import { runRawLoad } from './processes.ts'
import { pagesOf } from './traffic.ts'

const patienceMs = 5 * 60_000

/** What people wait for in front of the screens: the time of the server, for one who asks one thing after the other. */
export async function measureAdmin({ seconds, isLarge, say, add, makeFolder }: Bench): Promise<void> {
  const waymark = await startFilled(makeFolder(), isLarge ? 99 : 9, say)
  const size = isLarge ? '1 M contacts' : '100 k contacts'
  const measure = async (paths: readonly string[]): Promise<number> => {
    const requests = pagesOf(paths, (path) => `/api/v1${path}`)
    // What nobody has asked for since the start is read from the disk once, and summed up once.
    for (const { path, headers } of requests) await (await fetch(waymark.url + path, { headers })).text()
    const load = { url: waymark.url, connections: 1, requests, seconds: Math.ceil(seconds / 4) }
    const { p95, rate } = needAccepted(await runRawLoad(load))
    if (rate === 0) throw new Error(`Nothing was answered in ${load.seconds} s: ${paths[0]}`)
    return p95
  }
  /** Copies are new to it, all at once: the first reports are refused until their days are summed up. */
  const waitUntilSummedUp = async (path: string): Promise<void> => {
    const [request] = pagesOf([path], (path) => `/api/v1${path}`)
    const deadline = performance.now() + patienceMs
    for (;;) {
      const reply = await fetch(`${waymark.url}/api/v1${path}`, { headers: request?.headers ?? {} })
      await reply.arrayBuffer()
      if (reply.status !== 503) return
      if (performance.now() > deadline) throw new Error(`${path} was refused for too long.`)
      await sleep(Number(reply.headers.get('retry-after') ?? 1) * 1_000)
    }
  }
  try {
    for (const { what, queries } of await describeLists(waymark.connection)) {
      say(`List of contacts, ${what}`)
      const words =
        what === 'none'
          ? 'no filter'
          : what === 'sort'
            ? (queries[0] ?? '').replace('=', ' by ')
            : `filter ${what}`
      add({
        what: `list of contacts, ${size}, ${words}, p95 ms`,
        value: await measure(queries.map((query) => `/contacts?limit=50&${query}`)),
        must: 150,
        aim: 40,
        below: true,
      })
    }
    for (const { what, queries } of await describeActivityLists(waymark.connection)) {
      say(`List of activities, ${what}`)
      add({
        what: `list of activities, ${size}, ${what}, p95 ms`,
        value: await measure(queries.map((query) => `/activities?limit=50&${query}`)),
        must: 150,
        aim: 40,
        below: true,
      })
    }
    const heavy = await insertHeavyContact(waymark.connection)
    for (const [name, path] of [
      ['profile', ''],
      ['overview of the profile', '/overview'],
      ['timeline', '/timeline'],
      ['journey', '/journey?width=1200'],
    ] as const) {
      say(`A contact with ${activitiesOfHeavyContact} activities: ${name}`)
      add({
        what: `${name} of a contact with ${activitiesOfHeavyContact} activities, p95 ms`,
        value: await measure([`/contacts/${heavy}${path}`]),
        must: 60,
        aim: 15,
        below: true,
      })
    }
    say('Overview of 90 days')
    const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
    const overview = `/reports/overview?from=${day(89)}&to=${day(0)}&compare=true`
    await waitUntilSummedUp(overview)
    add({
      what: `overview of 90 days, ${size}, p95 ms`,
      value: await measure([overview]),
      must: 150,
      aim: 50,
      below: true,
    })
  } finally {
    await waymark.stop()
  }
}
