import { pino } from 'pino'
import type { Catalogue } from '../../src/catalogue/snapshot.ts'
import {
  createPipelines,
  type Pipelines,
  type PipelinesOptions,
} from '../../src/pipeline/create-pipelines.ts'
import type { Hook } from '../../src/pipeline/define-hook.ts'
import { placePlugins } from '../../src/pipeline/load-plugins.ts'
import { createPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts'
import type { Processor } from '../../src/pipeline/processor.ts'
import { sitecoreChain } from '../../src/tracking-apis/sitecore/chain.ts'
import { xperienceChain } from '../../src/tracking-apis/xperience/chain.ts'

export const silentLogger = pino({ enabled: false })

/** The pipelines of a server with a plug-in, or without one. */
export function createPipelinesWith(
  members: readonly (Processor | Hook)[],
  catalogue: Catalogue,
  readContact: PipelinesOptions['readContact'] = async () => null,
): Pipelines {
  return createPipelines({
    plugins: placePlugins(members, { sitecore: sitecoreChain, xperience: xperienceChain }),
    catalogue,
    logger: silentLogger,
    readContact,
  })
}

/** A pipeline with one chain for all channels and nobody to ask for contacts. */
export function createChainPipeline(chain: readonly Processor[], catalogue: Catalogue): Pipeline {
  return createPipeline({
    catalogue,
    chainOf: () => chain,
    logger: silentLogger,
    readContact: async () => null,
  })
}
