import type { ReportRejected } from '../../domain/rejected-event.ts'
import type { Metrics } from '../../platform/metrics.ts'
import { rejectionCodes } from './rejection-codes.ts'

/** For what a plug-in calls its failures: it may be anything, even something about a person. */
const OTHER = 'other'

/** Tells what becomes of rejected events on their way to the database. */
export function describeRejected(
  metrics: Metrics,
  keeper: { readonly waiting: number; readonly lost: { readonly events: number; readonly counted: number } },
): void {
  metrics.gauge(
    { name: 'waymark_rejected_events_waiting', help: 'Rejected events that wait to be stored.' },
    () => keeper.waiting,
  )
  metrics.counter(
    {
      name: 'waymark_rejected_events_lost_total',
      help: 'Rejected events that were to be kept, and are missing in the list: they could not be stored.',
    },
    () => keeper.lost.events,
  )
  metrics.counter(
    {
      name: 'waymark_rejected_events_uncounted_total',
      help: 'Rejected events that are missing in the stored counts: these could not be stored.',
    },
    () => keeper.lost.counted,
  )
}

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
