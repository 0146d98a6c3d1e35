import { type Static, type TSchema, Type } from 'typebox'
import type { JsonObject } from '../../domain/json.ts'
import { trackingApis } from '../../domain/kinds.ts'
import {
  guidSchema,
  nullableGuidSchema,
  nullableTextSchema,
  nullableTimeSchema,
  timeSchema,
} from '../shared/schemas.ts'
import { rejectedStates } from './rejected-numbers.ts'
import { notReplayableCodes } from './why-not-replayable.ts'

function nullable<Schema extends TSchema>(schema: Schema) {
  return Type.Union([schema, Type.Null()])
}

const open = { additionalProperties: false } as const

const members = {
  id: guidSchema(),
  api: Type.Enum([...trackingApis], { type: 'string' }),
  channelId: nullableGuidSchema('The channel of the API key. Null when there is no such channel any more.'),
  apiKey: nullableTextSchema('The name of the API key. Null when there is no such key any more.', {
    examples: ['Web shop'],
  }),
  code: Type.String({ description: 'Why, as the sender was told.', examples: ['unknown_goal'] }),
  message: Type.String({
    description: 'A sentence that says what to mend.',
    examples: ['There is no goal "Regsiter". Did you mean "Register"?'],
  }),
  kind: nullableTextSchema('Of the item, in the words of the tracking API: `goal`, `pagevisit` …', {
    examples: ['goal'],
  }),
  subject: nullableTextSchema(
    'The name that nobody knows, or the origin that is not listed, where that is why.',
    { examples: ['Regsiter'] },
  ),
  payload: nullableTextSchema(
    'What was sent: the item, as JSON, where only that was refused, else the body. Cut at 8 KiB. Null where nothing was read.',
    { examples: ['{"goalId":"Regsiter"}'] },
  ),
  sent: Type.Unsafe<'item' | 'body' | 'query' | null>({
    enum: ['item', 'body', 'query', null],
    description: 'What the payload is: an item, a whole body, or parameters of the address.',
  }),
  isCut: Type.Boolean({ description: 'There was more of it.' }),
  requestId: nullableTextSchema('Of the request that it came with.', { examples: ['3f9a1c07-2k'] }),
  endpoint: nullableTextSchema('Of the tracking API: `event`, `activities` …', { examples: ['event'] }),
  contactId: nullableGuidSchema(
    'By which the client named its contact, or was to name it from then on; it need not exist.',
  ),
  contact: nullable(
    Type.Object(
      {
        id: guidSchema(),
        displayName: Type.String({ examples: ['Ada Lovelace'] }),
        known: Type.Boolean({ description: 'Identified.' }),
      },
      { ...open, description: 'Whose it is now. Null where that contact does not exist.' },
    ),
  ),
  receivedAt: timeSchema(),
  state: Type.Enum([...rejectedStates], {
    type: 'string',
    description: '`unreplayable`: kept to be read; `notReplayable` says why.',
  }),
  attempts: Type.Integer({ minimum: 0, description: 'How often it was replayed.' }),
  lastTriedAt: nullableTimeSchema('When it was replayed last; nothing is replayed by itself.'),
  lastCode: nullableTextSchema('Why the last replay failed.', { examples: [null] }),
  lastMessage: nullableTextSchema(null, { examples: [null] }),
  settledAt: nullableTimeSchema('When it was replayed or discarded.'),
  settledBy: nullableTextSchema('By whom: an e-mail address, or the word token.', {
    examples: ['admin@localhost'],
  }),
  storedContactId: nullableGuidSchema('The contact that it became an activity of.'),
  notReplayable: nullable(
    Type.Object(
      {
        code: Type.Enum([...notReplayableCodes], { type: 'string' }),
        message: Type.String({
          description: 'Why it cannot be replayed.',
          examples: ['It was cut at 8 KiB.'],
        }),
      },
      open,
    ),
  ),
  probablyDone: Type.Unsafe<'sameMessageId' | 'sameEvent' | null>({
    enum: ['sameMessageId', 'sameEvent', null],
    description:
      'The client probably sent it again: an event with the same `messageId` is stored, or the same activity of this contact, received after it and within ten minutes.',
  }),
}

export const RejectedEventSchema = Type.Object(members, { $id: 'RejectedEvent', ...open })
export type RejectedEventView = Static<typeof RejectedEventSchema>

/** A schema, or what a client sent: anything. */
const anyObject = (description: string) =>
  Type.Unsafe<JsonObject>({ type: 'object', description, examples: [{ type: 'object' }] })

export const RejectedEventDetailSchema = Type.Object(
  {
    ...members,
    correctedPayload: nullableTextSchema('What somebody made of the payload; the payload itself stays.', {
      examples: ['{"goalId":"Register"}'],
    }),
    correctedBy: nullableTextSchema(null, { examples: ['admin@localhost'] }),
    correctedAt: nullableTimeSchema(),
    client: nullable(
      Type.Object(
        {
          userAgent: nullableTextSchema(null, { examples: ['Mozilla/5.0'] }),
          referrer: nullableTextSchema(null, { examples: ['https://www.example.com/'] }),
          languages: nullableTextSchema(null, { examples: ['en-GB,en'] }),
          address: nullableTextSchema('As far as the setting `addresses.store` allowed.', {
            examples: ['203.0.113.0'],
          }),
          country: nullableTextSchema(null, { examples: ['GB'] }),
        },
        open,
      ),
    ),
    schema: nullable(
      anyObject('JSON Schema of what can be sent there. It advises: what it does not know may be fine.'),
    ),
  },
  open,
)
export type RejectedEventDetail = Static<typeof RejectedEventDetailSchema>

export const RejectedCountsSchema = Type.Object(
  {
    items: Type.Array(
      Type.Object(
        {
          code: Type.String({ examples: ['unknown_goal'] }),
          count: Type.Integer({ minimum: 1, description: 'With those that are not in the list.' }),
        },
        open,
      ),
    ),
  },
  open,
)

export const RejectedCauseSchema = Type.Object(
  {
    api: Type.Enum([...trackingApis], { type: 'string' }),
    channelId: nullableGuidSchema(),
    code: Type.String({ examples: ['unknown_goal'] }),
    subject: nullableTextSchema(
      'The name that nobody knows, or the origin that is not listed, where that is why: each is a cause of its own.',
      { examples: ['Regsiter'] },
    ),
    message: nullableTextSchema('What the sender was told; null where none of them was kept.', {
      examples: ['There is no goal "Regsiter". Did you mean "Register"?'],
    }),
    kinds: Type.Array(Type.String({ examples: ['goal'] }), {
      description: 'Kinds of the items, at most five.',
    }),
    count: Type.Integer({ minimum: 1, description: 'How many were refused, as far as that is known.' }),
    kept: Type.Integer({ minimum: 0, description: 'How many of them are in the list.' }),
    waiting: Type.Integer({ minimum: 0, description: 'Those that somebody can have judged again.' }),
    unreplayable: Type.Integer({ minimum: 0, description: 'Those that nobody can replay.' }),
    tried: Type.Integer({
      minimum: 0,
      description: 'Those that wait although somebody replayed them: they were refused again.',
    }),
    replayed: Type.Integer({ minimum: 0 }),
    discarded: Type.Integer({ minimum: 0 }),
    firstAt: timeSchema(),
    lastAt: timeSchema(),
    trend: Type.Array(Type.Integer({ minimum: 0 }), {
      description: 'How many in each twenty-fourth of the period.',
    }),
  },
  open,
)
export type RejectedCause = Static<typeof RejectedCauseSchema>

export const RejectedCausesSchema = Type.Object(
  {
    from: timeSchema(),
    to: timeSchema(),
    items: Type.Array(RejectedCauseSchema),
    isCut: Type.Boolean({ description: 'There are more causes: narrow it.' }),
    lastHour: Type.Integer({
      minimum: 0,
      description: 'How many were refused in the last hour, those of the demo not counted.',
    }),
    waiting: Type.Integer({
      minimum: 0,
      description:
        'How many wait in all, whatever is asked, those of the demo not counted; beyond 10,000 it is 10,001.',
    }),
  },
  open,
)
export type RejectedCauses = Static<typeof RejectedCausesSchema>

export const ReplayBodySchema = Type.Object(
  {
    payload: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 65_536,
        description: 'In place of what was sent, as text of at most 64 KiB.',
      }),
    ),
  },
  { ...open, examples: [{ payload: '{"goalId":"Register"}' }] },
)

export const ReplayResultSchema = Type.Object(
  {
    status: Type.Enum(['replayed', 'refused'], { type: 'string' }),
    wasStored: Type.Boolean({
      description: 'Nothing was added: the client had sent it again, or an earlier replay had stored it.',
    }),
    code: nullableTextSchema('Why it was refused again.', { examples: [null] }),
    message: nullableTextSchema(null, { examples: [null] }),
    items: Type.Array(
      Type.Object(
        {
          status: Type.Enum(['stored', 'ready', 'dropped', 'refused'], {
            type: 'string',
            description: '`ready`: it would have been stored, had not another one been refused.',
          }),
          code: Type.Optional(Type.String({ examples: ['unknown_goal'] })),
          message: Type.Optional(Type.String({ examples: ['There is no goal "Regsiter".'] })),
        },
        open,
      ),
      { description: 'What became of each item, in order.' },
    ),
    event: RejectedEventSchema,
  },
  open,
)
export type ReplayResult = Static<typeof ReplayResultSchema>

const text = (maxLength: number) => Type.Optional(Type.String({ maxLength }))

const filterMembers = {
  api: Type.Optional(Type.Enum([...trackingApis], { type: 'string' })),
  channel: text(200),
  code: text(100),
  subject: text(250),
  kind: text(250),
  contact: text(64),
  request: text(64),
  from: text(64),
  to: text(64),
}

export const BulkReplayBodySchema = Type.Object(
  {
    ...filterMembers,
    use: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        description:
          'The name, or the id, of a definition that takes the place of the `subject`, where that is the name of one that nobody knew (`code`). What was sent is kept beside it.',
      }),
    ),
  },
  { ...open, examples: [{ code: 'unknown_goal', subject: 'Regsiter', use: 'Register' }] },
)

export const BulkDiscardBodySchema = Type.Object(
  {
    ...filterMembers,
    count: Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: 'How many that are, to be sure of it.',
    }),
  },
  { ...open, examples: [{ code: 'unknown_goal', subject: 'Regsiter', count: 12 }] },
)

export const DiscardedSchema = Type.Object({ discarded: Type.Integer({ minimum: 0 }) }, open)
