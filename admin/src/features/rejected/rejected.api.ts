import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type {
  RejectedCauses,
  RejectedEventDetail,
  RejectedEventView,
  ReplayResult,
} from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import type { Job } from '../../../../server/src/features/shared/job.schemas.ts'
import type { Page } from '../../../../server/src/features/shared/pages.ts'
import { get, type Parameters, write } from '../../shared/api.ts'
import { askEvery } from '../../shared/ask-every.ts'

export type RejectedPageOf = Page<RejectedEventView> & {
  readonly total?: number
  readonly totalIsEstimate?: boolean
}

const JOB_EVERY_MS = 400

export function causesQuery(parameters: Parameters) {
  return queryOptions({
    queryKey: ['rejected', 'causes', parameters],
    queryFn: ({ signal }) => get<RejectedCauses>('/rejected-events/causes', parameters, signal),
    placeholderData: keepPreviousData,
  })
}

export function rejectedQuery(parameters: Parameters) {
  return queryOptions({
    queryKey: ['rejected', 'list', parameters],
    queryFn: ({ signal }) => get<RejectedPageOf>('/rejected-events', { ...parameters, count: true }, signal),
    placeholderData: keepPreviousData,
  })
}

export function rejectedEventQuery(id: string) {
  return queryOptions({
    queryKey: ['rejected', 'event', id],
    queryFn: ({ signal }) => get<RejectedEventDetail>(`/rejected-events/${id}`, {}, signal),
  })
}

/** Asks again while the job runs. */
export function jobQuery(id: string) {
  return queryOptions({
    queryKey: ['job', id],
    queryFn: ({ signal }) => get<Job>(`/jobs/${id}`, {}, signal),
    refetchInterval: askEvery<Job>(JOB_EVERY_MS, (job) => job?.state === 'running'),
  })
}

/** `payload` is text, in place of what was sent. */
export function replayEvent(id: string, payload: string | null): Promise<ReplayResult> {
  return write('POST', `/rejected-events/${id}/replay`, payload === null ? {} : { payload })
}

export function discardEvent(id: string): Promise<RejectedEventDetail> {
  return write('POST', `/rejected-events/${id}/discard`)
}

export type BulkFilter = Readonly<Record<string, string>>

/** `use` is the name of a definition, in place of the one that they are about. */
export function replayAll(filter: BulkFilter, use?: string): Promise<Job> {
  return write('POST', '/rejected-events/replay', { ...filter, ...(use !== undefined && { use }) })
}

export function discardAll(filter: BulkFilter, count: number): Promise<{ discarded: number }> {
  return write('POST', '/rejected-events/discard', { ...filter, count })
}

export function cancelJob(id: string): Promise<Job> {
  return write('POST', `/jobs/${id}/cancel`)
}
