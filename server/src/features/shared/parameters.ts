import type { FastifyInstance } from 'fastify'
import { type TObject, type TSchema, Type } from 'typebox'
import { parseGuid, type Uuid } from '../../domain/ids.ts'
import { quoteSent } from '../../domain/quote-sent.ts'
import { type ParameterProblem, Problem } from './problem.ts'

/** A query parameter: how it is documented, and how its text is read. Readers are our own: the conversions of schema
 * libraries take `1e2` for an integer, and cannot say what would have been accepted. */
export interface Parameter<Value> {
  readonly schema: TSchema
  /** Completes "… must be". */
  readonly accepts: string
  /** undefined: the text is not accepted. */
  read(text: string): Value | undefined
  /** The value of a parameter that is absent or empty. */
  readonly absent: Value
}

export interface Parameters<Values> {
  /** For the documentation. */
  readonly schema: TObject
  /** Reads the query of a request; throws a {@link Problem} that names each parameter that is not accepted. */
  read(query: unknown): Values
}

type ValuesOf<P> = { readonly [Name in keyof P]: P[Name] extends Parameter<infer Value> ? Value : never }

export function defineParameters<P extends Record<string, Parameter<unknown>>>(
  parameters: P,
): Parameters<ValuesOf<P>> {
  const names = Object.keys(parameters)
  const schema = Type.Object(
    Object.fromEntries(names.map((name) => [name, Type.Optional((parameters[name] as P[string]).schema)])),
  )

  function read(query: unknown): ValuesOf<P> {
    const given = new Map(Object.entries(query as Record<string, string | string[]>))
    const values: Record<string, unknown> = {}
    const errors: ParameterProblem[] = []
    for (const [name, parameter] of Object.entries(parameters)) {
      const text = given.get(name) ?? ''
      given.delete(name)
      const value =
        text === '' ? parameter.absent : typeof text === 'string' ? parameter.read(text) : undefined
      if (value === undefined)
        errors.push({ parameter: name, message: `${name} must be ${parameter.accepts}.` })
      values[name] = value
    }
    for (const name of given.keys()) {
      const unknown = name.slice(0, 100)
      errors.push({
        parameter: unknown,
        message: `There is no parameter ${quoteSent(unknown)} here${names.length === 0 ? '' : `, but ${names.join(', ')}`}.`,
      })
    }
    if (errors[0] !== undefined) throw new Problem('invalid_parameter', errors[0].message, errors)
    return values as ValuesOf<P>
  }

  return { schema, read }
}

/** Refuses whatever is asked of the routes of `app` that declare no parameter: a misspelt address never means less than it says. */
export function refuseStrayParameters(app: FastifyInstance): void {
  const none = defineParameters({})
  app.addHook('preValidation', async ({ query, routeOptions: { schema } }) => {
    if (schema !== undefined && schema.querystring === undefined) none.read(query)
  })
}

export function integerParameter(options: {
  description: string
  minimum: number
  maximum: number
  absent: number
}): Parameter<number> {
  const { description, minimum, maximum, absent } = options
  return {
    schema: Type.Integer({ description, minimum, maximum, default: absent }),
    accepts: `an integer from ${minimum} to ${maximum}`,
    read(text) {
      const value = /^\d{1,9}$/.test(text) ? Number(text) : undefined
      return value !== undefined && value >= minimum && value <= maximum ? value : undefined
    },
    absent,
  }
}

export function booleanParameter<Absent extends boolean | null>(options: {
  description: string
  absent: Absent
}): Parameter<boolean | Absent> {
  const { description, absent } = options
  return {
    schema: Type.Boolean({ description, ...(absent !== null && { default: absent }) }),
    accepts: 'true or false',
    read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
    absent,
  }
}

export function choiceParameter<Choice extends string, Absent extends Choice | null>(options: {
  description: string
  choices: readonly Choice[]
  absent: Absent
}): Parameter<Choice | Absent> {
  const { description, choices, absent } = options
  return {
    schema: Type.Enum([...choices], {
      type: 'string',
      description,
      ...(absent !== null && { default: absent }),
    }),
    accepts: `one of ${choices.join(', ')}`,
    read: (text) => choices.find((choice) => choice === text),
    absent,
  }
}

export function textParameter(options: { description: string; maxLength: number }): Parameter<string | null> {
  const { description, maxLength } = options
  return {
    schema: Type.String({ description, maxLength }),
    accepts: `a text of at most ${maxLength} characters, without NUL`,
    read: (text) => (text.length <= maxLength && !text.includes('\0') ? text.trim() || null : undefined),
    absent: null,
  }
}

export function guidParameter(description: string): Parameter<Uuid | null> {
  return {
    schema: Type.String({ description, examples: ['0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b'] }),
    accepts: 'a GUID, such as 0198f2c4-1c7e-7d2a-9b7e-0c5f3a1d2e4b',
    read: (text) => parseGuid(text) ?? undefined,
    absent: null,
  }
}

const rfc3339 = /^((?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:\d\d)$/

/** A moment, in milliseconds since 1970. */
export function timeParameter(description: string): Parameter<number | null> {
  return {
    schema: Type.String({ description, format: 'date-time', examples: ['2026-11-22T00:00:00.000Z'] }),
    accepts: 'a time from 1970 on as RFC 3339 writes it, such as 2026-11-22T00:00:00.000Z',
    read: parseTime,
    absent: null,
  }
}

function parseTime(text: string): number | undefined {
  // A plus sign that was not encoded arrives as a space.
  const [, date, time, fraction, zone] = rfc3339.exec(text.toUpperCase().replace(' ', '+')) ?? []
  if (date === undefined) return undefined
  const midnight = Date.parse(`${date}T00:00:00Z`)
  // A day that its month does not have would silently be one of the next month.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return undefined
  const at = Date.parse(`${date}T${time}.${(fraction ?? '').padEnd(3, '0').slice(0, 3)}${zone}`)
  return Number.isNaN(at) ? undefined : at
}
