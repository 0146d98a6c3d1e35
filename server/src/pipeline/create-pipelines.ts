import type { Catalogue } from '../catalogue/snapshot.ts'
import type { TrackingApiName } from '../domain/kinds.ts'
import type { Logger } from '../platform/logger.ts'
import { createChains } from './chains.ts'
import { createGuardOptions, type GuardOptions } from './guard-plugin.ts'
import { guardProcessor } from './guard-processor.ts'
import type { ContextTools } from './item-context.ts'
import type { Plugins } from './load-plugins.ts'
import { createPipeline, type Pipeline } from './pipeline.ts'
import { createHookRunner } from './run-hooks.ts'

/** The pipeline of each tracking API. */
export type Pipelines = Readonly<Record<TrackingApiName, Pipeline>>

export interface PipelinesOptions {
  readonly plugins: Plugins
  readonly catalogue: Catalogue
  readonly logger: Logger
  readonly readContact: ContextTools['readContact']
  readonly onThrown?: GuardOptions['onThrown']
}

export function createPipelines(options: PipelinesOptions): Pipelines {
  const { plugins, catalogue, logger, readContact } = options
  const guard = createGuardOptions(logger, catalogue, options.onThrown)
  const begin = createHookRunner({ ...guard, hooks: plugins.hooks, catalogue, readContact })

  function create(api: TrackingApiName): Pipeline {
    const processors = plugins.chains[api].map((processor) =>
      plugins.processors.has(processor) ? guardProcessor(processor, guard) : processor,
    )
    const chainOf = createChains({ api, processors, catalogue, logger })
    return createPipeline({ catalogue, chainOf, logger, readContact, ...(begin !== null && { begin }) })
  }
  return { sitecore: create('sitecore'), xperience: create('xperience') }
}
