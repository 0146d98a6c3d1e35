import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hashSecret } from '../../catalogue/secrets.ts'
import { type Catalogue, roles } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import type { Queries } from '../../platform/database/queries.ts'
import { readBody } from '../shared/bodies.ts'
import { Problem } from '../shared/problem.ts'
import { isUsable, type Post, sendSitecoreEvent, sendXperienceEvents } from './send-test-event.ts'
import { chooseConsent, chooseNames, findPublicKey, hasDemoRuns, readChannelSteps } from './setup.queries.ts'
import {
  SetUpSchema,
  type SetUpView,
  SnippetsSchema,
  type SnippetsView,
  TestEventRequestSchema,
  TestEventSchema,
} from './setup.schemas.ts'
import { listSnippets } from './snippets/list-snippets.ts'

const tags = ['Set-up']

export interface SetUpRouteDependencies {
  readonly queries: Queries
  readonly catalogue: Catalogue
  readonly sitecorePath: string
  readonly publicUrl: string | null
}

/** From a fresh installation to the first event. */
export function registerSetUpRoutes(app: FastifyInstance, dependencies: SetUpRouteDependencies): void {
  const { queries, catalogue, sitecorePath, publicUrl } = dependencies

  app.get(
    '/setup',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'getSetUp',
        summary: 'What is set up, and what is missing',
        response: { 200: SetUpSchema },
      },
    },
    async (request): Promise<SetUpView> => {
      const [channels, hasDemo, consent] = await Promise.all([
        readChannelSteps(queries),
        hasDemoRuns(queries),
        chooseConsent(queries),
      ])
      const { settings } = catalogue.snapshot
      return {
        isComplete: channels.some(({ firstEventOn }) => firstEventOn !== null),
        hasDemo,
        address: publicUrl ?? addressOf(request),
        sitecorePath,
        apis: {
          sitecore: settings['sitecore.enabled'],
          xperience: settings['headless.enabled'] && settings['headless.trackingEnabled'],
        },
        consent,
        channels,
      }
    },
  )

  app.get(
    '/setup/snippets',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'listSnippets',
        summary: 'Ways to a first event, ready to copy',
        description: 'With what is set up here; only keys and channel are left to fill in.',
        response: { 200: SnippetsSchema },
      },
    },
    async (request): Promise<SnippetsView> => ({
      items: listSnippets({
        address: publicUrl ?? addressOf(request),
        sitecorePath,
        sitecoreKey: 'SITECORE_KEY',
        xperienceKey: 'XPERIENCE_KEY',
        channelId: 'CHANNEL_ID',
        ...chooseNames(catalogue.snapshot),
        consent: await chooseConsent(queries),
      }).map(({ id, access, blocks }) => ({ id, access, blocks: [...blocks] })),
    }),
  )

  app.post(
    '/setup/test-event',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'sendTestEvent',
        summary: 'Send a test event',
        description:
          'The server sends it to its own public endpoint; what becomes of it is what becomes of any other.',
        body: TestEventRequestSchema,
        response: { 200: TestEventSchema },
      },
    },
    async (request) => {
      const { channelId, style, key } = readBody(request.body, TestEventRequestSchema)
      const { snapshot } = catalogue
      const channel = snapshot.channelByGuid(parseGuid(channelId) ?? '')
      if (channel === undefined) throw new Problem('channel_not_found', 'There is no channel with this id.')
      const { 'user-agent': userAgent = '' } = request.headers
      const post: Post = ({ headers, ...sent }) =>
        app.inject({ ...sent, headers: { ...headers, 'user-agent': userAgent } })
      if (style === 'xperience') {
        if (key === undefined || !isUsable(snapshot.secretKey(hashSecret(key)), channel, 'tracking'))
          throw new Problem(
            'no_usable_key',
            'Send an enabled key of this channel with the access "tracking": the server keeps only hashes of them.',
          )
        return sendXperienceEvents(post, { key, channel, consent: await chooseConsent(queries) })
      }
      const guid = key === undefined ? await findPublicKey(queries, channel.id) : parseGuid(key)
      if (guid === null || !isUsable(snapshot.sitecoreKey(guid), channel, 'sitecore'))
        throw new Problem('no_usable_key', 'This channel has no such enabled key with the access "sitecore".')
      return sendSitecoreEvent(post, { sitecorePath, key: guid, goal: chooseNames(snapshot).goal })
    },
  )
}

/** The host is whatever the client wrote: what is no host name is not repeated. */
function addressOf(request: FastifyRequest): string {
  const host = /^[a-z0-9.:[\]-]{1,255}$/i.test(request.host) ? request.host : 'localhost:4100'
  return `${request.protocol}://${host}`
}
