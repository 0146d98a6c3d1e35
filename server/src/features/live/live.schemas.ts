import { type Static, Type } from 'typebox'
import { identitySources, trackingEndpoints, verdicts } from '../../domain/answered-request.ts'
import { trackingApis } from '../../domain/kinds.ts'
import { guidSchema, nullableGuidSchema, nullableTextSchema, timeSchema } from '../shared/schemas.ts'

const LiveKeySchema = Type.Object(
  {
    id: guidSchema(),
    name: Type.String({ examples: ['Web shop'] }),
    prefix: nullableTextSchema('The first characters of a public key. Of a secret nothing is known.', {
      examples: ['9f0c1d2e'],
    }),
  },
  { additionalProperties: false },
)
export type LiveKey = Static<typeof LiveKeySchema>

const requestMembers = {
  id: Type.String({ description: 'As the log and replies name it.', examples: ['3f9a1c07-2k'] }),
  at: timeSchema('When it was answered.'),
  api: Type.Enum([...trackingApis], { type: 'string' }),
  endpoint: Type.Enum([...trackingEndpoints], { type: 'string' }),
  method: Type.String({ examples: ['POST'] }),
  verdict: Type.Enum([...verdicts], {
    type: 'string',
    description:
      '`refused`: the sender can mend it; `failed`: the server could not; `withheld`: a consent is missing; `filtered`: left out on purpose, or from a robot.',
  }),
  code: nullableTextSchema('Why, in a word that does not change.', { examples: [null] }),
  message: nullableTextSchema('The same as a sentence.', {
    examples: [null],
  }),
  status: Type.Integer({ examples: [200] }),
  durationMs: Type.Number({ minimum: 0 }),
  items: Type.Integer({ minimum: 0, description: 'Events or activities that it held.' }),
  accepted: Type.Integer({ minimum: 0, description: 'Those of them that were taken.' }),
  channelId: nullableGuidSchema('Null before a key was found good.'),
  apiKey: Type.Unsafe<LiveKey | null>({ ...LiveKeySchema, type: ['object', 'null'] }),
  sentKey: nullableTextSchema('The beginning of what was sent as `sc_apikey`, where that is no key.', {
    examples: [null],
  }),
  origin: nullableTextSchema('The site whose page sent it.', { examples: ['https://www.example.com'] }),
  contactId: nullableGuidSchema(),
}

export const LiveRequestSchema = Type.Object(requestMembers, {
  $id: 'LiveRequest',
  additionalProperties: false,
})
export type LiveRequest = Static<typeof LiveRequestSchema>

const HeaderSchema = Type.Object(
  { name: Type.String({ examples: ['user-agent'] }), value: Type.String({ examples: ['Mozilla/5.0'] }) },
  { additionalProperties: false },
)

const LiveItemSchema = Type.Object(
  {
    index: Type.Integer({ minimum: 0 }),
    type: nullableTextSchema('What it says that it is: `goal`, `pageView` … or its activity type.', {
      examples: ['goal'],
    }),
    name: nullableTextSchema('What it names: the goal, the event …', { examples: ['Register'] }),
    processor: nullableTextSchema('Who took or refused it.', { examples: ['goal'] }),
    verdict: Type.Enum(['accepted', 'filtered', 'withheld', 'refused', 'failed'], { type: 'string' }),
    code: nullableTextSchema(null, { examples: [null] }),
    message: nullableTextSchema(null, {
      examples: [null],
    }),
    field: nullableTextSchema('The member at fault, as it is called in the body.', { examples: [null] }),
  },
  { additionalProperties: false },
)
export type LiveItem = Static<typeof LiveItemSchema>

export const LiveRequestDetailsSchema = Type.Object(
  {
    ...requestMembers,
    url: Type.String({
      description: 'Path and query.',
      examples: ['/sitecore/api/jss/track/event?sc_apikey=9f0c1d2e'],
    }),
    list: Type.Array(LiveItemSchema, { description: 'The first 200 items.' }),
    headers: Type.Array(HeaderSchema),
    hasAllHeaders: Type.Boolean({
      description:
        'False: of a request that was accepted while nobody watched only the telling ones are kept.',
    }),
    replyHeaders: Type.Array(HeaderSchema),
    reply: Type.String({
      description: 'Cut at 4,000 characters.',
      examples: ['{"status":"ok","accepted":1}'],
    }),
    body: Type.Object(
      {
        text: nullableTextSchema('Null where none was read, or it may not be shown.', {
          examples: ['[{"goalId":"Register"}]'],
        }),
        size: Type.Integer({ minimum: 0, description: 'Bytes that were sent.' }),
        isCut: Type.Boolean({ description: 'Longer than the 8 KiB that are kept.' }),
      },
      { additionalProperties: false },
    ),
    isMasked: Type.Boolean({ description: 'Personal values are hidden from this role.' }),
    isPrivate: Type.Boolean({
      description: 'Nothing of the visitor was kept: the channel requires a consent that was not given.',
    }),
    identity: Type.Object(
      {
        source: Type.Enum([...identitySources], { type: 'string' }),
        givenId: nullableGuidSchema('The id by which the client named itself.'),
        deviceId: nullableGuidSchema('The id by which it was told to name itself.'),
        contactId: nullableGuidSchema('Whose it is.'),
        sentCookies: Type.Boolean(),
      },
      { additionalProperties: false },
    ),
    steps: Type.Unsafe<readonly LiveStep[] | null>({
      type: ['array', 'null'],
      items: Type.Object(
        {
          index: Type.Integer({ minimum: 0 }),
          processor: Type.String({ examples: ['goal'] }),
          ms: Type.Number({ minimum: 0 }),
          said: Type.String({ examples: ['tracked'] }),
        },
        { additionalProperties: false },
      ),
      description: 'What each processor said. Null for what came while nobody watched.',
    }),
  },
  { $id: 'LiveRequestDetails', additionalProperties: false },
)
export type LiveRequestDetails = Static<typeof LiveRequestDetailsSchema>

export interface LiveStep {
  readonly index: number
  readonly processor: string
  readonly ms: number
  readonly said: string
}

export const LivePageSchema = Type.Object(
  {
    items: Type.Array(LiveRequestSchema),
    nextCursor: nullableTextSchema('Null on the last page.'),
    prevCursor: nullableTextSchema('Null on the first page.'),
    position: Type.String({
      description: 'Where the stream goes on after this page: its `after`.',
      examples: ['1795339800000'],
    }),
  },
  { additionalProperties: false },
)
export type LivePage = Static<typeof LivePageSchema>

export const LiveMinutesSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          minute: timeSchema('Of its begin.'),
          counts: Type.Object(
            Object.fromEntries(verdicts.map((verdict) => [verdict, Type.Integer({ minimum: 0 })])) as Record<
              (typeof verdicts)[number],
              ReturnType<typeof Type.Integer>
            >,
            { additionalProperties: false },
          ),
        },
        { additionalProperties: false },
      ),
      { description: 'Oldest first; the last one is not over yet.' },
    ),
    since: timeSchema('From when on this process counts: it knows nothing from before its start.'),
  },
  { additionalProperties: false },
)
export type LiveMinutes = Static<typeof LiveMinutesSchema>
