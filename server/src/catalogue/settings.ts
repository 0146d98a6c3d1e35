/** The settings that people change at run time: one line each, with unit, default and range. */
export interface Settings {
  readonly 'sitecore.enabled': boolean
  readonly 'headless.enabled': boolean
  readonly 'headless.trackingEnabled': boolean
  readonly 'headless.corsAllowedOrigins': string
  readonly 'headless.corsAllowedHeaders': string
  readonly 'visit.timeoutMinutes': number
  readonly 'profiles.showAnonymous': boolean
  readonly 'cookies.secure': 'auto' | 'always' | 'never'
  readonly 'cookies.sameSite': 'auto' | 'none' | 'lax' | 'strict'
  readonly 'rejected.retentionDays': number
  readonly 'addresses.store': 'full' | 'truncated' | 'none'
  readonly 'reports.timeZone': string
}
