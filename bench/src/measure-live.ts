import { setTimeout as sleep } from 'node:timers/promises'
import { type Bench, mean } from './bench.ts'
import { needAccepted } from './need-accepted.ts'
import { provisionWaymark, runRawLoad, startWaymark, type Waymark } from './processes.ts'
import { channel, sitecoreEvents } from './traffic.ts'

/** How soon Live shows an event, and what watching it costs those who send. */
export async function measureLive(bench: Bench): Promise<void> {
  const { seconds, say, add, makeFolder } = bench
  const folder = makeFolder()
  await provisionWaymark(folder)
  const requests = sitecoreEvents(2_000)
  const rates = { unwatched: [] as number[], watched: [] as number[] }
  // In this order what the machine does to all figures in the course of time is shared out evenly.
  for (const round of ['unwatched', 'watched', 'watched', 'unwatched'] as const) {
    say(`Single events, ${round}`)
    const waymark = await startWaymark(folder)
    const watcher = round === 'watched' ? await watch(waymark, () => {}) : null
    try {
      const load = { url: waymark.url, connections: 64, requests }
      await runRawLoad({ ...load, seconds: 2 })
      rates[round].push(needAccepted(await runRawLoad({ ...load, seconds })).rate)
    } finally {
      watcher?.stop()
      await waymark.stop()
    }
  }
  add({
    what: 'durable single events while an administrator watches Live',
    value: mean(rates.watched) / mean(rates.unwatched),
    must: 0.8,
    aim: 0.95,
    of: 'unwatched',
    rate: mean(rates.watched),
  })
  await measureDelay(bench, folder)
}

/** From the answer that the sender has to the event of the stream that names it. */
async function measureDelay({ seconds, say, add }: Bench, folder: string): Promise<void> {
  say('Events one by one, and when Live shows them')
  const waymark = await startWaymark(folder)
  const shown = new Map<string, number>()
  const watcher = await watch(waymark, (id) => shown.set(id, performance.now()))
  try {
    const answered: { contact: string; at: number }[] = []
    const until = performance.now() + seconds * 1_000
    while (performance.now() < until) {
      const reply = await fetch(`${waymark.url}/Kentico.Tracking/contacts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${channel.trackingKey}` },
      })
      const { contact } = (await reply.json()) as { contact: string }
      answered.push({ contact, at: performance.now() })
      // Not in step with what the stream does.
      await sleep(20 + Math.random() * 180)
    }
    await sleep(1_000)
    const delays = answered.map(({ contact, at }) => (shown.get(contact) ?? Number.POSITIVE_INFINITY) - at)
    delays.sort((one, other) => one - other)
    const percentile = (share: number) => Math.max(0, delays[Math.floor(delays.length * share)] ?? Number.NaN)
    add({
      what: 'event answered → shown in Live, p95 ms',
      value: percentile(0.95),
      must: 1_000,
      aim: 200,
      below: true,
      p50: percentile(0.5),
      p99: percentile(0.99),
    })
  } finally {
    watcher.stop()
    await waymark.stop()
  }
}

/** Reads the stream of Live as a browser does, and tells the contact of each request. */
async function watch(waymark: Waymark, onShown: (contact: string) => void): Promise<{ stop(): void }> {
  const aborting = new AbortController()
  const response = await fetch(`${waymark.url}/api/v1/live/stream`, {
    headers: { authorization: `Bearer ${channel.token}` },
    signal: aborting.signal,
  })
  if (!response.ok || response.body === null) throw new Error(`Live was answered with ${response.status}.`)
  const text = response.body.pipeThrough(new TextDecoderStream())
  const reading = (async () => {
    let rest = ''
    for await (const part of text) {
      const events = (rest + part).split('\n\n')
      rest = events.pop() ?? ''
      for (const event of events) {
        const data = /^event: requests\ndata: (.*)$/m.exec(event)?.[1]
        if (data === undefined) continue
        const { items } = JSON.parse(data) as { items: { contactId: string | null }[] }
        for (const { contactId } of items) if (contactId !== null) onShown(contactId)
      }
    }
  })()
  reading.catch(() => {})
  return { stop: () => aborting.abort() }
}
