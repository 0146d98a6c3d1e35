/** The eight shapes of an activity (docs/glossary.md). */
export const activityKinds = [
  'pageView',
  'goal',
  'event',
  'outcome',
  'campaign',
  'click',
  'dataInput',
  'custom',
] as const
export type ActivityKind = (typeof activityKinds)[number]

/** What a definition defines. An activity of kind goal, event, outcome or campaign has a definition of that kind,
 * every other one an activity type. */
export const definitionKinds = ['goal', 'event', 'outcome', 'campaign', 'activityType'] as const
export type DefinitionKind = (typeof definitionKinds)[number]

export const trackingApis = ['sitecore', 'xperience'] as const
export type TrackingApiName = (typeof trackingApis)[number]

/**
 * Whose clock the time of an activity comes from; `clamped`: the client's, moved into what is believed; `replayed`: the
 * server's, when it first received what was stored only later.
 */
export const timeSources = ['server', 'client', 'clamped', 'replayed'] as const
export type TimeSource = (typeof timeSources)[number]
