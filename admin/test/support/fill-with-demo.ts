import { fillDemo } from '../../../server/src/features/demo/fill-demo.ts'
import { createLogger } from '../../../server/src/platform/logger.ts'
import { guarded, type ListeningWaymark } from '../../../server/test/support/listening-waymark.ts'

const DAY = 86_400_000

/** A small company's visitors of the last two months, and two requests of a moment ago: one stored, one refused. */
export async function fillWithDemo(waymark: ListeningWaymark, people = 150): Promise<void> {
  const now = Date.now()
  await fillDemo({
    connection: waymark.connection,
    logger: await createLogger('silent'),
    run: { people, seed: 1, from: now - 60 * DAY, until: now },
    now: Date.now,
    signal: new AbortController().signal,
    onProgress: () => {},
  })
  for (const event of [{ eventId: 'Download' }, { goalId: 'Regsiter' }]) {
    await fetch(`${waymark.url}/sitecore/api/jss/track/event?sc_apikey=${guarded.sitecoreKey}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([event]),
    })
  }
}
