import { fileURLToPath } from 'node:url'
import { type Bench, mean } from './bench.ts'
import { needAccepted } from './need-accepted.ts'
import { provisionWaymark, runRawLoad, startWaymark } from './processes.ts'
import { sitecoreEvents } from './traffic.ts'

const plugIns = fileURLToPath(new URL('../fixtures/three-processors.ts', import.meta.url))

/** Single events with three processors of a plug-in before the built-in ones, against the same server without. */
export async function measurePlugIns({ seconds, say, add, makeFolder }: Bench): Promise<void> {
  const folder = makeFolder()
  await provisionWaymark(folder)
  const requests = sitecoreEvents(2_000)
  const rates = { without: [] as number[], with: [] as number[] }
  // In this order what the machine does to all figures in the course of time is shared out evenly.
  for (const round of ['without', 'with', 'with', 'without'] as const) {
    say(`Single events ${round} three plug-in processors`)
    const waymark = await startWaymark(folder, round === 'with' ? { WAYMARK_PLUGINS: plugIns } : {})
    try {
      const load = { url: waymark.url, connections: 64, requests }
      await runRawLoad({ ...load, seconds: 2 })
      rates[round].push(needAccepted(await runRawLoad({ ...load, seconds })).rate)
    } finally {
      await waymark.stop()
    }
  }
  add({
    what: 'durable single events with three plug-in processors',
    value: mean(rates.with) / mean(rates.without),
    must: 0.9,
    aim: 0.97,
    of: 'without',
    rate: mean(rates.with),
  })
}
