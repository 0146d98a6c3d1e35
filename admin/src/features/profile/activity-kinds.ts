import type { Kind } from '../../shared/kinds.ts'

/** Those of the API: consents are told apart elsewhere. */
export const activityKinds = [
  'pageView',
  'goal',
  'event',
  'outcome',
  'campaign',
  'click',
  'dataInput',
  'custom',
] as const satisfies readonly Kind[]
export type ActivityKind = (typeof activityKinds)[number]
