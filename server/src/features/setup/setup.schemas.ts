import { type Static, Type } from 'typebox'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

export const SetUpSchema = Type.Object(
  {
    isComplete: Type.Boolean({
      description: 'Whether some channel that is not the demo’s has stored an event.',
    }),
    hasDemo: Type.Boolean(),
    address: Type.String({
      description: 'Of this server, as visitors see it, without a slash at the end.',
      examples: ['https://waymark.example.com'],
    }),
    sitecorePath: Type.String({ examples: ['/sitecore/api/jss/track'] }),
    apis: Type.Object(
      { sitecore: Type.Boolean(), xperience: Type.Boolean() },
      { additionalProperties: false, description: 'Which tracking APIs are switched on.' },
    ),
    consent: nullableTextSchema(
      'The code name of the consent that snippets give; null where none is set up.',
      { examples: ['TrackingConsent'] },
    ),
    channels: Type.Array(
      Type.Object(
        {
          id: guidSchema(),
          name: Type.String({ examples: ['Web shop'] }),
          codeName: Type.String({ examples: ['web-shop'] }),
          createdAt: timeSchema(),
          hasSitecoreKey: Type.Boolean({ description: 'An enabled one.' }),
          hasTrackingKey: Type.Boolean({ description: 'An enabled one.' }),
          firstEventOn: nullableTextSchema('The day of its first event; null where there is none yet.', {
            format: 'date',
          }),
        },
        { additionalProperties: false },
      ),
      { description: 'All but those of the demo, oldest first.' },
    ),
  },
  { additionalProperties: false },
)
export type SetUpView = Static<typeof SetUpSchema>

export const SnippetsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          id: Type.Enum(['curlSitecore', 'curlXperience', 'jssNative', 'jssAxios', 'proxy', 'script'], {
            type: 'string',
          }),
          access: Type.Enum(['sitecore', 'tracking'], {
            type: 'string',
            description: 'Which key it sends with.',
          }),
          blocks: Type.Array(
            Type.Object(
              {
                place: nullableTextSchema('The file that it belongs into, or the place; null for a shell.', {
                  examples: ['src/tracking.js'],
                }),
                language: Type.Enum(['sh', 'js', 'html', 'nginx'], { type: 'string' }),
                text: Type.String({
                  description: 'With `SITECORE_KEY`, `XPERIENCE_KEY` and `CHANNEL_ID` where those belong.',
                  examples: [
                    "await trackEvent([{ goalId: 'Register' }], { sitecoreApiKey: 'SITECORE_KEY' })",
                  ],
                }),
              },
              { additionalProperties: false },
            ),
          ),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type SnippetsView = Static<typeof SnippetsSchema>

export const TestEventRequestSchema = Type.Object(
  {
    channelId: Type.String({ maxLength: 64, description: 'the GUID of a channel' }),
    style: Type.Enum(['sitecore', 'xperience'], { type: 'string' }),
    key: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '^[!-~]+$',
        writeOnly: true,
        description: 'a key of the channel; needed for `xperience`, whose keys the server cannot read',
      }),
    ),
  },
  {
    additionalProperties: false,
    examples: [{ channelId: 'a3f4bc8b-6d84-454f-8215-cbec70bfaadd', style: 'sitecore' }],
  },
)

export const TestEventSchema = Type.Object(
  {
    accepted: Type.Boolean({ examples: [true] }),
    contactId: nullableGuidSchema('Whose event it became.'),
    requests: Type.Array(
      Type.Object(
        {
          method: Type.String({ examples: ['POST'] }),
          path: Type.String({
            description: 'Without its query.',
            examples: ['/sitecore/api/jss/track/event'],
          }),
          status: Type.Integer({ examples: [200] }),
          reply: Type.String({
            description: 'The first 2,000 characters of the body.',
            examples: ['{"status":"ok","accepted":1}'],
          }),
        },
        { additionalProperties: false },
      ),
      { description: 'What was sent, and what came back; the last is the first that was refused.' },
    ),
  },
  { additionalProperties: false },
)
export type TestEvent = Static<typeof TestEventSchema>
