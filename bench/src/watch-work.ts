import type { Page } from 'playwright-core'

/**
 * Reads how long the thread of a page has worked so far, in milliseconds of processor time: what else the machine does is not in
 * it.
 */
export async function watchWork(page: Page): Promise<() => Promise<number>> {
  const devTools = await page.context().newCDPSession(page)
  await devTools.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await devTools.send('Performance.getMetrics')
    return (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN) * 1_000
  }
}
