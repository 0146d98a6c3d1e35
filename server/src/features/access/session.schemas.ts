import { type Static, Type } from 'typebox'
import { roles } from '../../catalogue/snapshot.ts'
import type { JsonValue } from '../../domain/json.ts'

export const SignInSchema = Type.Object(
  {
    email: Type.String({ maxLength: 254, description: 'a text of at most 254 characters' }),
    password: Type.String({ maxLength: 1_000, writeOnly: true, description: 'the password of the account' }),
  },
  {
    additionalProperties: false,
    examples: [{ email: 'admin@localhost', password: 'correct horse battery staple' }],
  },
)

export const SessionSchema = Type.Object(
  {
    user: Type.Object(
      {
        email: Type.String({ examples: ['admin@localhost'] }),
        role: Type.Enum([...roles], { type: 'string' }),
        sessions: Type.Integer({
          minimum: 1,
          description: 'In how many browsers this person is signed in now.',
        }),
      },
      { additionalProperties: false },
    ),
    installation: Type.Object(
      {
        version: Type.String({ description: 'Of Waymark.', examples: ['0.1.0'] }),
        timeZone: Type.String({
          description: 'IANA name: what a day is in reports.',
          examples: ['Europe/Paris'],
        }),
        showsAnonymous: Type.Boolean({
          description: 'Whether lists hold contacts that are not identified (`profiles.showAnonymous`).',
        }),
        publicUrl: Type.Unsafe<string | null>({
          type: ['string', 'null'],
          description: 'The external address of this server, where `WAYMARK_PUBLIC_URL` says it.',
          examples: ['https://waymark.example.com'],
        }),
        sitecorePath: Type.String({ examples: ['/sitecore/api/jss/track'] }),
      },
      { additionalProperties: false },
    ),
  },
  { $id: 'Session', additionalProperties: false },
)
export type Session = Static<typeof SessionSchema>

export const ChangePasswordSchema = Type.Object(
  {
    current: Type.String({ maxLength: 1_000, writeOnly: true, description: 'the password so far' }),
    next: Type.String({ maxLength: 1_000, writeOnly: true, description: 'the new password' }),
  },
  {
    additionalProperties: false,
    examples: [{ current: 'correct horse battery staple', next: 'three green ladders at noon' }],
  },
)

export const PreferenceSchema = Type.Object(
  {
    value: Type.Unsafe<JsonValue>({
      description: 'Any JSON, at most 16 KiB. Null: never set.',
      examples: [['name', 'email', 'value']],
    }),
  },
  { additionalProperties: false },
)

export const preferencePathSchema = Type.Object({
  name: Type.String({
    description: 'Letters, digits, dots and hyphens, at most 60.',
    examples: ['contacts.columns'],
  }),
})
