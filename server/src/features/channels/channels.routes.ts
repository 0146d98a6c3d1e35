import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Static } from 'typebox'
import type { CatalogueTransaction } from '../../catalogue/change-catalogue.ts'
import { foldCase } from '../../catalogue/names.ts'
import { provision } from '../../catalogue/provisioning/provision.ts'
import { roles } from '../../catalogue/snapshot.ts'
import { newId, parseGuid, type Uuid } from '../../domain/ids.ts'
import { readBody } from '../shared/bodies.ts'
import { changeSetUp, type SetUpDependencies } from '../shared/change-set-up.ts'
import { requireMatch } from '../shared/entity-tag.ts'
import { countedPageSchema } from '../shared/pages.ts'
import { defineParameters } from '../shared/parameters.ts'
import { Problem } from '../shared/problem.ts'
import { idPathSchema } from '../shared/schemas.ts'
import { pageSetUp, setUpPageParameters } from '../shared/set-up-pages.ts'
import { addOrigin, type ChangeList, changeOrigins, removeOrigin } from './change-origins.ts'
import { originParameters } from './channels.parameters.ts'
import { readChannels } from './channels.queries.ts'
import {
  ChannelChangesSchema,
  ChannelSchema,
  type ChannelView,
  type ListedOrigin,
  ListedOriginSchema,
  NewChannelSchema,
  OriginSchema,
} from './channels.schemas.ts'

const tags = ['Channels and keys']
const channelParameters = defineParameters(setUpPageParameters)

/** The apps that send data. What is changed here is in force at once. */
export function registerChannelRoutes(app: FastifyInstance, dependencies: SetUpDependencies): void {
  const { queries } = dependencies

  app.get(
    '/channels',
    {
      config: { roles },
      schema: {
        tags,
        operationId: 'listChannels',
        summary: 'List channels',
        description: 'By name.',
        querystring: channelParameters.schema,
        response: { 200: countedPageSchema(ChannelSchema) },
      },
    },
    async (request) => {
      const asked = channelParameters.read(request.query)
      const keyOf = ({ name, id }: ChannelView) => [name, id]
      return pageSetUp(await readChannels(queries), asked, { name: 'channels', filters: null, keyOf })
    },
  )

  app.post(
    '/channels',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'createChannel',
        summary: 'Make a channel',
        description: 'It has no keys yet. Without a code name it gets one made of its name.',
        body: NewChannelSchema,
        response: { 201: ChannelSchema },
      },
    },
    async (request, reply) => {
      const { id, ...channel } = readBody(request.body, NewChannelSchema)
      const guid = (id === undefined ? null : parseGuid(id)) ?? newId(dependencies.now())
      await changeSetUp(dependencies, async (transaction, at) => {
        await refuseTaken(transaction, guid, channel)
        await provision(transaction, { channels: [{ id: guid, ...channel }] }, at)
        return { changed: true, result: null }
      })
      return sendChannel(reply.code(201), guid)
    },
  )

  app.patch(
    '/channels/:id',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'changeChannel',
        summary: 'Change a channel',
        description: 'What is left out stays. `If-Match` is honoured.',
        params: idPathSchema,
        body: ChannelChangesSchema,
        response: { 200: ChannelSchema },
      },
    },
    async (request, reply) => {
      const changes = readBody(request.body, ChannelChangesSchema)
      const { id } = await findChannel(request)
      await changeSetUp(dependencies, async (transaction, at) => {
        const [channel] = await readChannels(transaction, id)
        requireMatch(request, channel?.etag ?? '')
        const done = await provision(transaction, { channels: [{ id, ...changes }] }, at)
        return { changed: !done.isEmpty, result: null }
      })
      return sendChannel(reply, id)
    },
  )

  app.post(
    '/channels/:id/allowed-origins',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'allowOrigin',
        summary: 'Let pages of an origin send',
        description:
          'Adds the origin where it has to stand: to the list of every enabled Sitecore key of the channel, from then on only listed origins may send with it; or, for `xperience`, to the setting `headless.corsAllowedOrigins`, which counts for all channels.',
        params: idPathSchema,
        body: OriginSchema,
        response: { 200: ListedOriginSchema },
      },
    },
    (request) => changeListed(request, addOrigin, readBody(request.body, OriginSchema)),
  )

  app.delete(
    '/channels/:id/allowed-origins',
    {
      config: { roles: ['admin'] },
      schema: {
        tags,
        operationId: 'disallowOrigin',
        summary: 'Take an origin off the list',
        description:
          'Takes it from where `POST` adds it. A key that lists no origin at all is good from everywhere, but browsers send with it from our own origin only.',
        params: idPathSchema,
        querystring: originParameters.schema,
        response: { 200: ListedOriginSchema },
      },
    },
    (request) => {
      const { api, origin } = originParameters.read(request.query)
      if (api === null || origin === null)
        throw new Problem('invalid_parameter', 'Say with api and origin what to take off the list.')
      return changeListed(request, removeOrigin, { api, origin })
    },
  )

  async function changeListed(
    request: FastifyRequest,
    change: ChangeList,
    origin: Static<typeof OriginSchema>,
  ): Promise<ListedOrigin> {
    const { id } = await findChannel(request)
    return changeSetUp(dependencies, async (transaction, at) => {
      const channel = await transaction
        .selectFrom('channels')
        .select('id')
        .where('guid', '=', id)
        .executeTakeFirst()
      if (channel === undefined) throw channelNotFound()
      const wanted = { ...origin, channelId: channel.id, at }
      const result = await changeOrigins(transaction, change, wanted)
      return { changed: result.changed, result }
    })
  }

  async function findChannel(request: FastifyRequest): Promise<ChannelView> {
    const id = parseGuid((request.params as { id: string }).id)
    const [channel] = id === null ? [] : await readChannels(queries, id)
    if (channel === undefined) throw channelNotFound()
    return channel
  }

  async function sendChannel(reply: FastifyReply, id: Uuid): Promise<ChannelView | undefined> {
    const [channel] = await readChannels(queries, id)
    reply.header('etag', channel?.etag)
    return channel
  }
}

function channelNotFound(): Problem {
  return new Problem('channel_not_found', 'There is no channel with this id.')
}

/** Making a channel never changes one that is there. */
async function refuseTaken(
  transaction: CatalogueTransaction,
  guid: Uuid,
  { name, codeName }: { readonly name: string; readonly codeName?: string },
): Promise<void> {
  const channels = await transaction.selectFrom('channels').select(['guid', 'name', 'code_name']).execute()
  const isSame = (one: string, other: string) => foldCase(one) === foldCase(other)
  const taken = channels.find(
    (channel) =>
      channel.guid === guid ||
      (codeName === undefined ? isSame(channel.name, name) : isSame(channel.code_name, codeName)),
  )
  if (taken === undefined) return
  throw new Problem(
    'name_taken',
    `There is a channel "${taken.name}" with the code name ${taken.code_name} already. Choose another ${codeName === undefined ? 'name' : 'code name'}.`,
  )
}
