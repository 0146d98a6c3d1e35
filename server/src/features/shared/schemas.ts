import { Type } from 'typebox'

export function guidSchema(description?: string) {
  return Type.String({ format: 'uuid', ...(description !== undefined && { description }) })
}

/** RFC 3339 in UTC, with milliseconds. */
export function timeSchema(description?: string) {
  return Type.String({
    format: 'date-time',
    examples: ['2026-11-22T09:30:00.000Z'],
    ...(description !== undefined && { description }),
  })
}

export function nullableGuidSchema(description?: string) {
  return nullableTextSchema(description, { format: 'uuid' })
}

export function nullableTimeSchema(description?: string) {
  return nullableTextSchema(description, { format: 'date-time' })
}

export function nullableTextSchema(description?: string, more: { format?: string } = {}) {
  return Type.Unsafe<string | null>({
    type: ['string', 'null'],
    ...(description !== undefined && { description }),
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
