import type { FastifyInstance } from 'fastify'

type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'

export interface Asked {
  readonly status: number
  // biome-ignore lint/suspicious/noExplicitAny: tests look into the JSON as clients do
  readonly body: any
  readonly etag: string | undefined
}

/** Asks the management API something that may change it, as the holder of a token. */
export function askAs(app: FastifyInstance, token: string | null) {
  return async (
    method: Method,
    path: string,
    payload?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Asked> => {
    const reply = await app.inject({
      method,
      url: `/api/v1${path}`,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(payload !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload !== undefined && { payload: JSON.stringify(payload) }),
    })
    const { etag } = reply.headers
    return {
      status: reply.statusCode,
      body: reply.body === '' ? null : reply.json(),
      etag: typeof etag === 'string' ? etag : undefined,
    }
  }
}
