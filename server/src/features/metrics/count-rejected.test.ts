import { expect, test, vi } from 'vitest'
import { readCodeSpans, readDocument, readRows } from '../../../test/support/documents.ts'
import type { RejectedEvent } from '../../domain/rejected-event.ts'
import { createMetrics } from '../../platform/metrics.ts'
import { countRejected } from './count-rejected.ts'
import { rejectionCodes } from './rejection-codes.ts'

test('rejected events are counted by API and code and passed on, and codes of plug-ins are one series', async () => {
  const metrics = createMetrics()
  const keep = vi.fn()
  const report = countRejected(metrics, keep)
  const event = (more: Partial<RejectedEvent>) =>
    ({ api: 'sitecore', code: 'unknown_goal', ...more }) as RejectedEvent
  const events = [event({}), event({}), event({ api: 'xperience' }), event({ code: 'ada@example.com' })]
  for (const one of events) report(one)
  expect(keep.mock.calls).toEqual(events.map((one) => [one]))
  const lines = (await metrics.render())
    .split('\n')
    .filter((line) => line.startsWith('waymark_items_rejected'))
  expect(lines).toEqual([
    'waymark_items_rejected_total{api="sitecore",code="unknown_goal"} 2',
    'waymark_items_rejected_total{api="xperience",code="unknown_goal"} 1',
    'waymark_items_rejected_total{api="sitecore",code="other"} 1',
  ])
})

/** Refused before there is a key, or to be sent again: counted with the requests, by status. */
const withoutKey = [
  'invalid_api_key',
  'invalid_key',
  'method_not_allowed',
  'missing_key',
  'service_disabled',
  'temporarily_unavailable',
  'too_many_failures',
  'tracking_disabled',
  'unavailable',
  'unknown_action',
  'unknown_path',
]

test.each(['docs/spec/sitecore.md', 'docs/spec/xperience.md'])(
  'every code in a table of refusals of %s is counted under its name',
  (document) => {
    const refusals = readRows(readDocument(document)).filter(([status = '']) =>
      /^[45]\d\d$/.test(status.trim()),
    )
    const codes = refusals.flatMap(([, code = '']) => readCodeSpans(code))
    expect(codes.length).toBeGreaterThan(10)
    expect(codes.filter((code) => !rejectionCodes.has(code) && !withoutKey.includes(code))).toEqual([])
  },
)
