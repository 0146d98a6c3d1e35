import { Type } from 'typebox'
import { type ProblemCode, problemStatuses } from '../shared/problem.ts'

/** Component `Problem` of the document. */
export const ProblemSchema = Type.Object(
  {
    type: Type.String(),
    title: Type.String(),
    status: Type.Integer(),
    code: Type.Enum(Object.keys(problemStatuses), {
      type: 'string',
      description: 'Stable: made for programs.',
    }),
    detail: Type.String({ description: 'A sentence for people.' }),
    errors: Type.Optional(
      Type.Array(
        Type.Object({ parameter: Type.String(), message: Type.String() }, { additionalProperties: false }),
      ),
    ),
    requestId: Type.Optional(Type.String({ description: 'Names the request in the log.' })),
  },
  { additionalProperties: false },
)

interface ProblemResponse {
  readonly description: string
  readonly content: { readonly 'application/problem+json': { readonly schema: { readonly $ref: string } } }
}

/** The refusals that every route may answer, by status. */
export function problemResponses(route: {
  hasPath: boolean
  hasBody: boolean
  /** Why this route may ask its client to wait. */
  tooMany: readonly ProblemCode[]
}): Partial<Record<number, ProblemResponse>> {
  return {
    400: problemResponse('A parameter is not accepted', [
      'invalid_parameter',
      'invalid_cursor',
      'bad_request',
    ]),
    401: problemResponse('No token or session, or one that does not exist', [
      'token_missing',
      'token_unknown',
      'session_ended',
      'wrong_credentials',
    ]),
    403: problemResponse('The role of the token does not allow it', ['role_too_low']),
    ...(route.hasPath && {
      404: problemResponse('There is nothing with this id', [
        'contact_not_found',
        'visit_not_found',
        'rejected_event_not_found',
        'job_not_found',
      ]),
    }),
    ...(route.hasBody && {
      409: problemResponse('What is there stands against it', [
        'name_taken',
        'rejected_event_settled',
        'replay_under_way',
        'other_count',
      ]),
      412: problemResponse('It is not any more what `If-Match` says', ['changed_meanwhile']),
      422: problemResponse('The body does not fit', ['invalid_body', 'not_replayable']),
    }),
    ...(route.tooMany.length > 0 && {
      429: problemResponse('Too many; `Retry-After` says when to ask again', route.tooMany),
    }),
    503: problemResponse('The database is away or busy; ask again', ['database_unavailable', 'too_slow']),
  }
}

function problemResponse(sentence: string, codes: readonly ProblemCode[]): ProblemResponse {
  return {
    description: `${sentence}: ${codes.map((code) => `\`${code}\``).join(', ')}.`,
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}
