import { type Static, Type } from 'typebox'
import { guidSchema, nullableGuidSchema, nullableTimeSchema, timeSchema } from '../shared/schemas.ts'

const versionSchema = Type.Integer({
  minimum: 1,
  description: 'Of the text: 1 is the oldest one that is kept.',
})

const StatementSchema = Type.Object(
  { agreed: Type.Boolean(), at: timeSchema(), channelId: nullableGuidSchema(), version: versionSchema },
  { additionalProperties: false },
)

const ContactConsentSchema = Type.Object(
  {
    consentId: guidSchema(),
    name: Type.String({ examples: ['TrackingConsent'] }),
    displayName: Type.String({ examples: ['Tracking'] }),
    state: Type.Enum(['agreed', 'revoked', 'never'], { type: 'string', description: 'What was said last.' }),
    at: nullableTimeSchema('When that was said.'),
    channelId: nullableGuidSchema('Through which it was said.'),
    version: Type.Integer({
      minimum: 1,
      description: 'Of the text that was in force then; the current one where nothing was said.',
    }),
    currentVersion: versionSchema,
    languages: Type.Array(Type.String({ examples: ['en'] }), {
      description: 'In which the current text is there.',
    }),
    statements: Type.Array(StatementSchema, { maxItems: 20, description: 'The newest 20, newest first.' }),
    statementCount: Type.Integer({ minimum: 0 }),
  },
  { additionalProperties: false },
)
export type ContactConsent = Static<typeof ContactConsentSchema>

export const ContactConsentsSchema = Type.Object(
  {
    contactId: guidSchema('After a merge the surviving one.'),
    items: Type.Array(ContactConsentSchema, { description: 'Every consent: those it spoke of last first.' }),
  },
  { $id: 'ContactConsents', additionalProperties: false },
)
export type ContactConsents = Static<typeof ContactConsentsSchema>

export const ConsentTextSchema = Type.Object(
  {
    consentId: guidSchema(),
    displayName: Type.String({ examples: ['Tracking'] }),
    version: versionSchema,
    isCurrent: Type.Boolean(),
    texts: Type.Array(
      Type.Object(
        {
          language: Type.String({ examples: ['en'] }),
          shortText: Type.String({
            description: 'HTML, sanitised when it was stored.',
            examples: ['<p>May we remember your visits?</p>'],
          }),
          fullText: Type.String({
            description: 'HTML, sanitised when it was stored.',
            examples: ['<p>We keep what you look at for 90 days.</p>'],
          }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { $id: 'ConsentTextVersion', additionalProperties: false },
)
export type ConsentTextVersion = Static<typeof ConsentTextSchema>
