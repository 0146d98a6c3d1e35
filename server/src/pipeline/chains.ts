import { foldCase } from '../catalogue/names.ts'
import { splitList } from '../catalogue/origins.ts'
import type { Catalogue, Channel, Snapshot } from '../catalogue/snapshot.ts'
import type { TrackingApiName } from '../domain/kinds.ts'
import type { Logger } from '../platform/logger.ts'
import type { Processor } from './processor.ts'

/** The processors that an item of a channel walks down. */
export type ChainOf = (channel: Channel) => readonly Processor[]

export interface ChainOptions {
  readonly api: TrackingApiName
  /** All processors, in order (order-chain.ts). */
  readonly processors: readonly Processor[]
  readonly catalogue: Pick<Catalogue, 'snapshot'>
  readonly logger: Logger
}

/**
 * The chains of a tracking API: without what a setting or the channel leaves out, and without what works for other
 * channels only. Each is put together once for a channel as the catalogue has it, never for a request. Names that
 * nobody has are told to the log, at the start and when they change.
 */
export function createChains({ api, processors, catalogue, logger }: ChainOptions): ChainOf {
  // A change of the catalogue makes new channels.
  const chains = new WeakMap<Channel, readonly Processor[]>()
  let lastWarning = ''
  warnOfUnknownNames(catalogue.snapshot)

  return (channel) => {
    const known = chains.get(channel)
    if (known !== undefined) return known
    const { snapshot } = catalogue
    warnOfUnknownNames(snapshot)
    const chain = selectProcessors(processors, channel, snapshot)
    chains.set(channel, chain)
    return chain
  }

  function warnOfUnknownNames(snapshot: Snapshot): void {
    const names = new Set(processors.map(nameInLists))
    const removed = [
      ...listRemoved(snapshot),
      ...snapshot.channels.flatMap(({ removedProcessors }) => removedProcessors),
    ]
    const unknownProcessors = removed.filter((name) => name.startsWith(`${api}/`) && !names.has(name))
    const channels = new Set(snapshot.channels.map(({ codeName }) => foldCase(codeName)))
    const unknownChannels = processors
      .flatMap((processor) => processor.channels ?? [])
      .filter((codeName) => !channels.has(foldCase(codeName)))
    const warning = JSON.stringify([unknownProcessors, unknownChannels])
    if (warning === lastWarning) return
    lastWarning = warning
    if (unknownProcessors.length > 0)
      logger.warn({ processors: unknownProcessors }, 'processors to leave out that are not there')
    if (unknownChannels.length > 0)
      logger.warn({ api, channels: unknownChannels }, 'processors name channels that are not there')
  }
}

function selectProcessors(
  processors: readonly Processor[],
  channel: Channel,
  snapshot: Snapshot,
): readonly Processor[] {
  const removed = new Set([...listRemoved(snapshot), ...channel.removedProcessors])
  const codeName = foldCase(channel.codeName)
  const wanted = processors.filter(
    (processor) =>
      !removed.has(nameInLists(processor)) &&
      (processor.channels === null || processor.channels.some((name) => foldCase(name) === codeName)),
  )
  const replaced = new Set(wanted.map(({ replaces }) => replaces))
  return wanted.filter(({ name }) => !replaced.has(name))
}

function listRemoved({ settings }: Snapshot): string[] {
  return splitList(settings['pipeline.removedProcessors'])
}

/** As lists of processors to leave out name them: `sitecore/event`. */
function nameInLists({ api, name }: Processor): string {
  return `${api}/${name}`
}
