import { randomUUID } from 'node:crypto'
import { type Bench, mean } from './bench.ts'
import { needAccepted } from './need-accepted.ts'
import { provisionWaymark, runRawLoad, startWaymark } from './processes.ts'
import { eventsOf, UNIQUE } from './traffic.ts'

/** Single events, each with a `messageId` of its own, against the same ones with that text in a header that nobody reads. */
export async function measureMessageIds({ seconds, say, add, makeFolder }: Bench): Promise<void> {
  const folder = makeFolder()
  await provisionWaymark(folder)
  const visitors = Array.from({ length: 2_000 }, () => randomUUID())
  const requests = {
    without: eventsOf(visitors, { header: UNIQUE }),
    with: eventsOf(visitors, { more: { messageId: UNIQUE } }),
  }
  const rates = { without: [] as number[], with: [] as number[] }
  const waymark = await startWaymark(folder)
  try {
    const load = { url: waymark.url, connections: 64 }
    await runRawLoad({ ...load, requests: requests.without, seconds: 2 })
    for (const round of ['without', 'with', 'with', 'without'] as const) {
      say(`Single events ${round} a messageId`)
      rates[round].push(needAccepted(await runRawLoad({ ...load, requests: requests[round], seconds })).rate)
    }
  } finally {
    await waymark.stop()
  }
  add({
    what: 'durable single events with messageId on each',
    value: mean(rates.with) / mean(rates.without),
    must: 0.8,
    aim: 0.95,
    of: 'without',
    rate: mean(rates.with),
  })
}
