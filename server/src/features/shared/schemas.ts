import { Type } from 'typebox'

/** What a reader of the document sees where a member has no example of its own. */
const formatExamples = {
  uuid: '0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b',
  'date-time': '2026-11-22T09:30:00.000Z',
  date: '1985-12-10',
} as const

export function guidSchema(description?: string) {
  return Type.String({
    format: 'uuid',
    examples: [formatExamples.uuid],
    ...(description !== undefined && { description }),
  })
}

/** RFC 3339 in UTC, with milliseconds. */
export function timeSchema(description?: string) {
  return Type.String({
    format: 'date-time',
    examples: [formatExamples['date-time']],
    ...(description !== undefined && { description }),
  })
}

export function nullableGuidSchema(description?: string) {
  return nullableTextSchema(description, { format: 'uuid' })
}

export function nullableTimeSchema(description?: string) {
  return nullableTextSchema(description, { format: 'date-time' })
}

export function nullableTextSchema(
  description: string | null = null,
  more: { format?: keyof typeof formatExamples; examples?: readonly (string | null)[] } = {},
) {
  return Type.Unsafe<string | null>({
    type: ['string', 'null'],
    ...(description !== null && { description }),
    examples: [more.format === undefined ? null : formatExamples[more.format]],
    ...more,
  })
}

export const etagSchema = Type.String({
  description:
    'Names this state: send it as `If-Match` with a change, so that nobody else’s is written over.',
  examples: ['"q1Wk3mJdT0Zf9xYbL5nRaw"'],
})

/** The path of one thing. */
export const idPathSchema = Type.Object({ id: guidSchema() }, { additionalProperties: false })
