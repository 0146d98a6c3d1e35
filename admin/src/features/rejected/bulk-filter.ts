import type { BulkFilter } from './rejected.api.ts'

/** What names those that are of one cause, in the period that is shown. */
export function filterOfCause(
  cause: {
    readonly api: string
    readonly channelId: string | null
    readonly code: string
    readonly subject: string | null
  },
  period: { readonly from: string; readonly to: string },
): BulkFilter {
  return {
    api: cause.api,
    ...(cause.channelId !== null && { channel: cause.channelId }),
    code: cause.code,
    subject: cause.subject ?? '-',
    ...period,
  }
}
