import { type Static, type TSchema, Type } from 'typebox'
import { parseGuid } from '../../domain/ids.ts'
import { CODE_NAME, MAX_NAME_LENGTH, NAME } from '../names.ts'
import { parseOrigin, splitList } from '../origins.ts'
import { RemovedProcessors, SettingsSchema } from '../settings.ts'
import { roles } from '../snapshot.ts'

// The `description` of a value is what error messages say is accepted (schema-problem.ts).

export const Id = Type.Refine(
  Type.String({ maxLength: 64, description: 'a GUID, in any notation' }),
  (text) => parseGuid(text) !== null,
)

export const Name = Type.String({
  minLength: 1,
  maxLength: MAX_NAME_LENGTH,
  pattern: NAME.source,
  description: `a name: one line of 1 to ${MAX_NAME_LENGTH} characters without blanks at either end`,
})

export const CodeName = Type.String({
  minLength: 1,
  maxLength: MAX_NAME_LENGTH,
  pattern: CODE_NAME.source,
  description: `a code name: 1 to ${MAX_NAME_LENGTH} letters, digits and the characters _ - .`,
})

export const LanguageCode = Type.String({
  minLength: 1,
  maxLength: 50,
  pattern: '^[A-Za-z][A-Za-z0-9_-]*$',
  description: 'the code of a language, such as en or en-US',
})

const Secret = Type.String({
  minLength: 1,
  maxLength: MAX_NAME_LENGTH,
  pattern: '^[!-~]+$',
  writeOnly: true,
  description: `1 to ${MAX_NAME_LENGTH} visible ASCII characters without blanks (for access sitecore: a GUID)`,
})

const Origins = Type.Refine(
  Type.String({
    maxLength: 10_000,
    description:
      'full origins separated by semicolons, such as https://app.example.com;http://localhost:3000, or *',
  }),
  (text) => splitList(text).every((entry) => parseOrigin(entry) !== null),
)

export const RateLimit = Type.Integer({ minimum: 1, maximum: 1_000_000 })
const Role = Type.Enum([...roles])
export const Description = Type.String({ maxLength: 4_000 })
export const Points = Type.Integer({ minimum: -1_000_000, maximum: 1_000_000 })

const Language = strictObject({
  code: LanguageCode,
  name: Type.Optional(Name),
  default: Type.Optional(Type.Boolean()),
  fallback: Type.Optional(orNull(LanguageCode)),
})

const ApiKey = strictObject({
  name: Name,
  access: Type.Optional(Type.Enum(['sitecore', 'tracking', 'published', 'draft'])),
  secret: Type.Optional(Secret),
  enabled: Type.Optional(Type.Boolean()),
  corsOrigins: Type.Optional(Origins),
  rateLimit: Type.Optional(orNull(RateLimit)),
})

const Channel = strictObject({
  id: Type.Optional(Id),
  name: Type.Optional(Name),
  codeName: Type.Optional(CodeName),
  language: Type.Optional(orNull(LanguageCode)),
  apiKeys: Type.Optional(list(ApiKey, 200)),
  requireConsent: Type.Optional(orNull(Name)),
  allowProvisional: Type.Optional(Type.Boolean()),
  removedProcessors: Type.Optional(RemovedProcessors),
})

/** Where the profile of a contact shows what a definition defines. */
const shown = {
  showAsLatestEvent: Type.Optional(Type.Boolean()),
  showInEventsList: Type.Optional(Type.Boolean()),
}

const ActivityType = strictObject({
  id: Type.Optional(Id),
  name: Type.Optional(CodeName),
  displayName: Type.Optional(Name),
  description: Type.Optional(Description),
  enabled: Type.Optional(Type.Boolean()),
  ...shown,
})

const definition = {
  id: Type.Optional(Id),
  name: Type.Optional(Name),
  displayName: Type.Optional(Name),
  description: Type.Optional(Description),
  ...shown,
}
/** Goals and page events. */
const DefinitionWithPoints = strictObject({ ...definition, points: Type.Optional(Points) })
const Outcome = strictObject({ ...definition, era: Type.Optional(orNull(Name)) })
const Campaign = strictObject({ ...definition, channel: Type.Optional(orNull(Name)) })

const ConsentText = strictObject({
  shortText: Type.Optional(Type.String({ maxLength: 100_000 })),
  fullText: Type.Optional(Type.String({ maxLength: 1_000_000 })),
})

const Consent = strictObject({
  id: Type.Optional(Id),
  name: Type.Optional(Name),
  displayName: Type.Optional(Name),
  texts: Type.Optional(
    Type.Record(Type.String(), ConsentText, { description: 'texts by the code of their language' }),
  ),
})

const ContactField = strictObject({
  name: Type.String({
    maxLength: 100,
    pattern: '^[A-Za-z][A-Za-z0-9_]*$',
    description: 'a letter, then letters, digits and _, at most 100 in all',
  }),
  label: Type.Optional(Name),
  type: Type.Optional(Type.Enum(['text', 'number', 'boolean', 'date'])),
})

const MAX_CONDITION_BYTES = 64 * 1024
const ContactGroup = strictObject({
  name: Name,
  displayName: Type.Optional(Name),
  condition: Type.Optional(
    Type.Refine(
      Type.Record(Type.String(), Type.Unknown(), { description: 'an object of at most 64 KiB of JSON' }),
      (condition) => Buffer.byteLength(JSON.stringify(condition)) <= MAX_CONDITION_BYTES,
    ),
  ),
})

const User = strictObject({
  email: Type.String({ format: 'email', maxLength: 254, description: 'an e-mail address' }),
  password: Type.Optional(
    Type.String({
      minLength: 12,
      maxLength: 1_000,
      writeOnly: true,
      description: 'a password of at least 12 characters',
    }),
  ),
  role: Type.Optional(Role),
})

const Token = strictObject({
  name: Name,
  secret: Type.Optional(Secret),
  role: Type.Optional(Role),
})

/**
 * The provisioning file (docs/spec/waymark.md §3). Every member may be left out; what must be there for a thing that
 * does not exist yet is checked when that is known.
 */
export const ProvisioningDocumentSchema = strictObject({
  $schema: Type.Optional(Type.String({ maxLength: 2_000 })),
  languages: Type.Optional(list(Language, 1_000)),
  channels: Type.Optional(list(Channel, 1_000)),
  activityTypes: Type.Optional(list(ActivityType, 10_000)),
  goals: Type.Optional(list(DefinitionWithPoints, 10_000)),
  events: Type.Optional(list(DefinitionWithPoints, 10_000)),
  outcomes: Type.Optional(list(Outcome, 10_000)),
  campaigns: Type.Optional(list(Campaign, 10_000)),
  consents: Type.Optional(list(Consent, 1_000)),
  contactFields: Type.Optional(list(ContactField, 1_000)),
  contactGroups: Type.Optional(list(ContactGroup, 1_000)),
  settings: Type.Optional(Type.Partial(SettingsSchema, { additionalProperties: false })),
  users: Type.Optional(list(User, 1_000)),
  tokens: Type.Optional(list(Token, 1_000)),
})

export type ProvisioningDocument = Static<typeof ProvisioningDocumentSchema>
/** One item of a list of the document: `Item<'channels'>`. */
export type Item<List extends keyof ProvisioningDocument> =
  NonNullable<ProvisioningDocument[List]> extends (infer Element)[] ? Element : never
export type ApiKeyItem = Static<typeof ApiKey>

/** For editors: `server/provisioning.schema.json`. */
export const provisioningJsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Provisioning file of Waymark',
  ...ProvisioningDocumentSchema,
}

function strictObject<Properties extends Record<string, TSchema>>(properties: Properties) {
  return Type.Object(properties, { additionalProperties: false })
}

function list<Element extends TSchema>(element: Element, maxItems: number) {
  return Type.Array(element, { maxItems })
}

function orNull<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()])
}
