import { startChromium } from '../../conformance/src/chromium.ts'
import type { Bench } from './bench.ts'
import { needAccepted } from './need-accepted.ts'
import { LAPTOP, openSignedIn } from './open-signed-in.ts'
import { provisionWaymark, runRawLoad, startWaymark } from './processes.ts'
import { frameAt, recordFrames } from './record-frames.ts'
import { sitecoreEvents } from './traffic.ts'
import { watchWork } from './watch-work.ts'

const RATE = 200
/** Until the list holds all the rows that it ever holds: what fills it is no growth. */
const FILL_SECONDS = 20
const LONG_MS = 100

/** Live in a real browser while events come without a pause: whether it stays smooth, and whether it grows. */
export async function measureLivePage({ isQuick, isLarge, say, add, makeFolder }: Bench): Promise<void> {
  const seconds = isLarge ? 600 : isQuick ? 20 : 60
  const folder = makeFolder()
  await provisionWaymark(folder)
  const waymark = await startWaymark(folder)
  const chromium = await startChromium()
  try {
    const { url } = waymark
    const load = { url, connections: 16, depth: 8, rate: RATE, requests: sitecoreEvents(2_000) }
    const context = await openSignedIn(chromium, url, LAPTOP)
    const page = await context.newPage()
    const devTools = await context.newCDPSession(page)
    const measureHeap = async (): Promise<number> => {
      await devTools.send('HeapProfiler.collectGarbage')
      return (await devTools.send('Runtime.getHeapUsage')).usedSize / 1e6
    }
    await page.goto(`${url}/admin/live`)
    say(`Live in a browser, ${RATE} events a second for ${seconds} s`)
    needAccepted(await runRawLoad({ ...load, seconds: FILL_SECONDS }))
    await page.locator('[data-row]').first().waitFor()
    const before = await measureHeap()
    // Whatever else the machine does is seen in a page that does nothing.
    const idle = await (await openSignedIn(chromium, url, LAPTOP)).newPage()
    await idle.goto('about:blank')
    const stops = [await recordFrames(page, seconds + 60), await recordFrames(idle, seconds + 60)]
    const readWork = await watchWork(page)
    const workBefore = await readWork()
    const { rate } = needAccepted(await runRawLoad({ ...load, seconds }))
    const [frames = [], idleFrames = []] = await Promise.all(stops.map((stop) => stop()))
    const work = ((await readWork()) - workBefore) / frames.length
    const growth = (await measureHeap()) - before
    say(
      `${frames.length} frames with ${work.toFixed(1)} ms of work each; the heap had ${before.toFixed(1)} MB`,
    )
    const what = `Live, ${RATE} events a second for ${seconds} s`
    const countLong = (all: readonly number[]): number => all.filter((ms) => ms > LONG_MS).length
    const describeFrames = (all: readonly number[]) => ({
      value: frameAt(all, 1),
      p50: frameAt(all, 0.5),
      p99: frameAt(all, 0.99),
    })
    const must = { must: LONG_MS, aim: LONG_MS / 2, below: true }
    add({ what: `${what}: longest frame, ms`, ...describeFrames(frames), ...must, rate })
    add({ what: 'the same in a page that does nothing', ...describeFrames(idleFrames) })
    const none = { must: 1, aim: 1, below: true }
    add({ what: `${what}: frames over ${LONG_MS} ms`, value: countLong(frames), ...none })
    add({ what: 'the same in a page that does nothing', value: countLong(idleFrames) })
    add({ what: `${what}: growth of the heap, MB`, value: growth, must: 20, aim: 5, below: true })
  } finally {
    await chromium.close()
    await waymark.stop()
  }
}
