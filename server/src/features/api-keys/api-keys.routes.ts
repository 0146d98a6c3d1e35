import type { FastifyInstance } from 'fastify'
import { provision } from '../../catalogue/provisioning/provision.ts'
import { generateSecret } from '../../catalogue/secrets.ts'
import { roles } from '../../catalogue/snapshot.ts'
import { parseGuid } from '../../domain/ids.ts'
import { readBody } from '../shared/bodies.ts'
import { changeSetUp, type SetUpDependencies } from '../shared/change-set-up.ts'
import { isDemoId } from '../shared/demo-ids.ts'
import { requireMatch } from '../shared/entity-tag.ts'
import { findChannelIds } from '../shared/find-channel-ids.ts'
import { countedPageSchema } from '../shared/pages.ts'
import { Problem } from '../shared/problem.ts'
import { idPathSchema } from '../shared/schemas.ts'
import { pageSetUp } from '../shared/set-up-pages.ts'
import { apiKeyParameters } from './api-keys.parameters.ts'
import { readApiKeys } from './api-keys.queries.ts'
import {
  ApiKeyChangesSchema,
  ApiKeySchema,
  type ApiKeyView,
  type MadeApiKey,
  MadeApiKeySchema,
  NewApiKeySchema,
} from './api-keys.schemas.ts'
import { changeApiKey, originsAreForSitecore, refuseTakenName } from './change-api-key.ts'

const tags = ['Channels and keys']

/** What apps send with. A secret leaves the server once, in the reply that makes it; only its hash is stored. */
export function registerApiKeyRoutes(app: FastifyInstance, dependencies: SetUpDependencies): void {
  const { queries, catalogue } = dependencies

  app.get(
    '/api-keys',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'listApiKeys',
        summary: 'List API keys',
        description:
          'By channel and name. Keys of access `sitecore` are public and shown; of the others a hash is stored.',
        querystring: apiKeyParameters.schema,
        response: { 200: countedPageSchema(ApiKeySchema) },
      },
    },
    async (request) => {
      const { channel, ...asked } = apiKeyParameters.read(request.query)
      const { snapshot } = catalogue
      const channelIds = findChannelIds(snapshot, channel)
      const keys = await readApiKeys(queries, channelIds === null ? {} : { channelIds })
      const keyOf = ({ channelId, name, id }: ApiKeyView) => [
        snapshot.channelByGuid(channelId)?.name ?? '',
        name,
        id,
      ]
      return pageSetUp(keys, asked, { name: 'api-keys', filters: channelIds, keyOf })
    },
  )

  app.post(
    '/api-keys',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'createApiKey',
        summary: 'Make an API key',
        description: 'The reply has the secret of a key that is one. Keep it: nothing shows it again.',
        body: NewApiKeySchema,
        response: { 201: MadeApiKeySchema },
      },
    },
    async (request, reply): Promise<MadeApiKey> => {
      const {
        channelId,
        name,
        access,
        corsOrigins = [],
        rateLimit = null,
      } = readBody(request.body, NewApiKeySchema)
      if (corsOrigins.length > 0 && access !== 'sitecore') throw originsAreForSitecore()
      const channel = catalogue.snapshot.channelByGuid(parseGuid(channelId) ?? '')
      if (channel === undefined) throw new Problem('channel_not_found', 'There is no channel with this id.')
      if (isDemoId(channel.guid))
        throw new Problem(
          'demo_channel',
          'Channels of the demo have no keys: what real visitors do belongs elsewhere.',
        )
      const secret = access === 'sitecore' ? crypto.randomUUID() : generateSecret('wm_track_')
      const key = {
        name,
        access,
        secret,
        rateLimit,
        ...(access === 'sitecore' && { corsOrigins: corsOrigins.join(';') }),
      }
      const made = await changeSetUp(dependencies, async (transaction, at) => {
        await refuseTakenName(transaction, channel.guid, name)
        await provision(transaction, { channels: [{ id: channel.guid, apiKeys: [key] }] }, at)
        const keys = await readApiKeys(transaction, { channelIds: [channel.id] })
        return { changed: true, result: keys.find((one) => one.name === name) }
      })
      if (made === undefined) throw new Error('A key that was made is not there.')
      reply.code(201).header('etag', made.etag)
      return { ...made, secret: access === 'sitecore' ? null : secret }
    },
  )

  app.patch(
    '/api-keys/:id',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'changeApiKey',
        summary: 'Change an API key',
        description:
          'What is left out stays. One that is disabled is refused from its very next request on. `If-Match` is honoured.',
        params: idPathSchema,
        body: ApiKeyChangesSchema,
        response: { 200: ApiKeySchema },
      },
    },
    async (request, reply) => {
      const changes = readBody(request.body, ApiKeyChangesSchema)
      const id = parseGuid((request.params as { id: string }).id)
      const changed = await changeSetUp(dependencies, async (transaction, at) => {
        const [key] = id === null ? [] : await readApiKeys(transaction, { id })
        if (key === undefined) throw new Problem('api_key_not_found', 'There is no API key with this id.')
        requireMatch(request, key.etag)
        const changed = await changeApiKey(transaction, key, changes, at)
        return { changed, result: changed ? (await readApiKeys(transaction, { id: key.id }))[0] : key }
      })
      reply.header('etag', changed?.etag)
      return changed
    },
  )
}
