import { pino } from 'pino'
import type { Catalogue } from '../../src/catalogue/snapshot.ts'
import { createPipelines, type Pipelines } from '../../src/pipeline/create-pipelines.ts'
import { placePlugins } from '../../src/pipeline/load-plugins.ts'
import { createPipeline, type Pipeline } from '../../src/pipeline/pipeline.ts'
import type { Processor } from '../../src/pipeline/processor.ts'
import { sitecoreChain } from '../../src/tracking-apis/sitecore/chain.ts'
import { xperienceChain } from '../../src/tracking-apis/xperience/chain.ts'

export const silentLogger = pino({ enabled: false })

/** The built-in chains of a server without plug-ins. */
export function createBuiltInPipelines(catalogue: Catalogue): Pipelines {
  return createPipelines({
    plugins: placePlugins([], { sitecore: sitecoreChain, xperience: xperienceChain }),
    catalogue,
    logger: silentLogger,
    readContact: async () => null,
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
