import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { isDomainOrOrigin, splitList } from './origins.ts'
import { findProblem, type Problem } from './schema-problem.ts'

/** Processors to leave out, for a setting and for channels (docs/spec/waymark.md §5). */
export const RemovedProcessors = Type.Refine(
  Type.String({
    default: '',
    maxLength: 10_000,
    description: 'processors separated by semicolons, such as sitecore/event;xperience/click',
  }),
  (text) => splitList(text).every((entry) => PROCESSOR.test(entry)),
)
/** An API, and a name as `defineProcessor` takes it. */
const PROCESSOR = /^(?:sitecore|xperience)\/[A-Za-z0-9_.-]{1,100}$/

/**
 * The settings that people change at run time: one row each, with range, unit and default. docs/spec/waymark.md §2 says
 * which defaults differ from the vendors'.
 */
export const SettingsSchema = Type.Object(
  {
    'sitecore.enabled': Type.Boolean({ default: true }),
    'headless.enabled': Type.Boolean({ default: true }),
    'headless.trackingEnabled': Type.Boolean({ default: true }),
    'headless.corsAllowedOrigins': Type.Refine(
      Type.String({
        default: '',
        maxLength: 10_000,
        description: 'domain names separated by semicolons, such as www.example.com;localhost:3000, or *',
      }),
      (text) => splitList(text).every(isDomainOrOrigin),
    ),
    'headless.corsAllowedHeaders': Type.Refine(
      Type.String({
        default: '',
        maxLength: 10_000,
        description: 'names of headers separated by semicolons, or nothing to allow those that are asked for',
      }),
      (text) => splitList(text).every(isHeaderName),
    ),
    'pipeline.removedProcessors': RemovedProcessors,
    'plugins.timeoutMs': Type.Integer({ default: 1000, minimum: 50, maximum: 10_000, unit: 'milliseconds' }),
    'visit.timeoutMinutes': Type.Number({ default: 20, minimum: 0.01, maximum: 1440, unit: 'minutes' }),
    'profiles.showAnonymous': Type.Boolean({ default: true }),
    'profiles.unknownEraLabel': Type.String({ default: 'Unknown contact', minLength: 1, maxLength: 100 }),
    'cookies.secure': Type.Enum(['auto', 'always', 'never'], { default: 'auto' }),
    'cookies.sameSite': Type.Enum(['auto', 'none', 'lax', 'strict'], { default: 'auto' }),
    'rejected.retentionDays': Type.Integer({ default: 30, minimum: 1, maximum: 3650, unit: 'days' }),
    'addresses.store': Type.Enum(['full', 'truncated', 'none'], { default: 'truncated' }),
    'reports.timeZone': Type.Refine(
      Type.String({
        default: 'UTC',
        maxLength: 100,
        description: 'the IANA name of a time zone, such as UTC or Europe/Berlin',
      }),
      isTimeZone,
    ),
  },
  { additionalProperties: false },
)

export type Settings = Readonly<Static<typeof SettingsSchema>>
export type SettingName = keyof Settings

export const defaultSettings: Settings = Value.Create(SettingsSchema)

export function isSettingName(name: string): name is SettingName {
  return Object.hasOwn(SettingsSchema.properties, name)
}

/** Why a setting may not have a value, or null: `visit.timeoutMinutes` `is 0 but must be a number from …`. */
export function findSettingProblem(name: SettingName, value: unknown): Problem | null {
  const problem = findProblem(SettingsSchema.properties[name], value)
  return problem === null ? null : { path: name, message: problem.message }
}

/**
 * The settings in force: what is stored over the defaults. A stored value that this version does not know or take
 * counts as not stored; `ignored` names those.
 */
export function readSettings(stored: readonly { readonly name: string; readonly value: unknown }[]): {
  settings: Settings
  ignored: string[]
} {
  const isAccepted = ({ name, value }: { name: string; value: unknown }) =>
    isSettingName(name) && findSettingProblem(name, value) === null
  const accepted = stored.filter(isAccepted).map(({ name, value }) => [name, value] as const)
  const ignored = stored.filter((row) => !isAccepted(row)).map(({ name }) => name)
  return { settings: { ...defaultSettings, ...Object.fromEntries(accepted) }, ignored }
}

function isHeaderName(text: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9a-z-]+$/i.test(text)
}

/** Names only: an offset such as `+02:00` has its sign the other way round in PostgreSQL. */
function isTimeZone(text: string): boolean {
  if (!/^[A-Za-z]/.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text })
    return true
  } catch {
    return false
  }
}
