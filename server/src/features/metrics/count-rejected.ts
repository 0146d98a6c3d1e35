import type { ReportRejected } from '../../domain/rejected-event.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { rejectionCodes } from './rejection-codes.ts'

/** For what a plug-in calls its failures: it may be anything, even something about a person. */
const OTHER = 'other'

/** Counts what was refused after its key was found good, by API and code, and passes it on to whoever keeps it. */
export function countRejected(metrics: Metrics, report: ReportRejected): ReportRejected {
  const rejected = metrics.counters({
    name: 'waymark_items_rejected_total',
    help: 'Items and requests that were refused or failed after authentication.',
    labels: ['api', 'code'],
  })
  return (event) => {
    const { api, code } = event
    rejected.with({ api, code: rejectionCodes.has(code) ? code : OTHER }).value++
    report(event)
  }
}
