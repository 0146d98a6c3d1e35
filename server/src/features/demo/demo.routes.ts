import type { FastifyInstance } from 'fastify'
import { roles } from '../../catalogue/snapshot.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { readBody } from '../shared/bodies.ts'
import { Problem } from '../shared/problem.ts'
import { DemoRequestSchema, DemoSchema, type DemoView } from './demo.schemas.ts'
import { countDemoContacts } from './demo-contacts.queries.ts'
import { readDemoState } from './demo-state.queries.ts'
import type { DemoWork } from './demo-work.ts'

const DAY_MS = 86_400_000
const tags = ['Set-up']

/** The made-up visitors that let an empty installation be looked at: loaded and removed while the server runs. */
export function registerDemoRoutes(
  app: FastifyInstance,
  { queries, demo, now }: { queries: Queries; demo: DemoWork; now: () => number },
): void {
  async function describe(): Promise<DemoView> {
    const stored = await readDemoState(queries)
    const { current, failure } = demo
    const progress = current === null ? null : { done: current.done, total: current.total }
    return { ...stored, state: current?.state ?? stored.state, progress, failure }
  }

  /** Nothing of the demo is under way, in any process. */
  async function requireRest(): Promise<DemoView> {
    const view = await describe()
    if (view.state === 'loading' || view.state === 'removing') throw busy()
    return view
  }

  app.get(
    '/demo',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'getDemo',
        summary: 'What there is of the demo',
        response: { 200: DemoSchema },
      },
    },
    describe,
  )

  app.post(
    '/demo',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'loadDemo',
        summary: 'Load the demo',
        description:
          'Goes on in the background; ask again how far it is. Refused where real visitors were tracked, unless `besideRealData` says that this is meant.',
        body: DemoRequestSchema,
        response: { 202: DemoSchema },
      },
    },
    async (request, reply) => {
      const {
        contacts = 2_000,
        days = 90,
        besideRealData = false,
      } = readBody(request.body, DemoRequestSchema)
      const { state, holdsRealData } = await requireRest()
      if (state !== 'absent')
        throw new Problem('demo_loaded', 'The demo is here already. Remove it to load another one.')
      if (holdsRealData && !besideRealData)
        throw new Problem(
          'holds_real_data',
          'Real visitors were tracked here. Send besideRealData to load the demo beside them; it can be removed again.',
        )
      const until = now()
      // Who stayed of an earlier demo has ids of its seed.
      const seed = (await countDemoContacts(queries)) === 0 ? 1 : Math.floor(until / 1000) % 2 ** 32
      const hasBegun = demo.load({ seed, people: contacts, from: until - days * DAY_MS, until })
      if (!hasBegun) throw busy()
      return reply.code(202).send(await describe())
    },
  )

  app.delete(
    '/demo',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'removeDemo',
        summary: 'Remove the demo',
        description:
          'All that it has made and nobody else has come to use, and nothing else. Goes on in the background, in small steps.',
        response: { 202: DemoSchema },
      },
    },
    async (_request, reply) => {
      const { state } = await requireRest()
      if (state === 'absent') throw new Problem('demo_absent', 'There is no demo here.')
      if (!demo.remove()) throw busy()
      return reply.code(202).send(await describe())
    },
  )
}

function busy(): Problem {
  return new Problem('demo_busy', 'The demo is being loaded or removed. Wait until that is done.')
}
