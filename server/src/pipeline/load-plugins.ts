import { statSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type TrackingApiName, trackingApis } from '../domain/kinds.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Hook } from './define-hook.ts'
import { findPlace } from './find-place.ts'
import { orderChain } from './order-chain.ts'
import type { Processor } from './processor.ts'
import { TIMED_OUT, waitAtMost } from './wait-at-most.ts'

/** The built-in processors of each tracking API, in order. */
export type BuiltInChains = Readonly<Record<TrackingApiName, readonly Processor[]>>

export interface Plugins {
  /** Of each tracking API, all processors in order, built-in ones too. */
  readonly chains: Readonly<Record<TrackingApiName, readonly Processor[]>>
  /** Which of them are from outside. */
  readonly processors: ReadonlySet<Processor>
  readonly hooks: readonly Hook[]
}

const projectRoot = fileURLToPath(new URL('../../..', import.meta.url))
const LOAD_LIMIT_MS = 10_000

/**
 * Loads the module that `WAYMARK_PLUGINS` names (docs/spec/waymark.md §5): a file, whose relative path counts from the
 * project's root, or an npm package that is installed there. Null loads nothing.
 *
 * @throws OperatorError that names the plug-in and the reason when it cannot be loaded or placed.
 */
export async function loadPlugins(source: string | null, builtIns: BuiltInChains): Promise<Plugins> {
  if (source === null) return placePlugins([], builtIns)
  try {
    return placePlugins(readMembers(await importModule(source)), builtIns)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    const place = findPlace(error)
    const sentence = `the plug-in ${source} cannot be used: ${reason}${place === null ? '' : ` (${place})`}`
    throw new OperatorError(`WAYMARK_PLUGINS: ${sentence.replace(/\s*\n\s*/g, ' ')}`, {
      exitStatus: 2,
      cause: error,
    })
  }
}

/** @throws Error with a sentence that names the processor that cannot be placed. */
export function placePlugins(members: readonly (Processor | Hook)[], builtIns: BuiltInChains): Plugins {
  const processors = members.filter((member) => member.type === 'processor')
  const hooks = members.filter((member) => member.type === 'hook')
  const twice = hooks.find(({ name }, index) => hooks.findIndex((other) => other.name === name) < index)
  if (twice !== undefined) throw new Error(`The hook '${twice.name}' is there twice.`)
  const place = (api: TrackingApiName): readonly Processor[] => {
    const own = processors.filter((processor) => processor.api === api)
    const ordering = orderChain(builtIns[api], own)
    if (ordering.ok) return ordering.chain
    throw new Error(`The ${api} processor '${ordering.name}' ${ordering.reason}.`)
  }
  const [sitecore, xperience] = trackingApis.map(place) as [readonly Processor[], readonly Processor[]]
  return { chains: { sitecore, xperience }, processors: new Set(processors), hooks }
}

async function importModule(source: string): Promise<unknown> {
  offerPipelineEverywhere()
  const module: unknown = await waitAtMost(import(locate(source)), LOAD_LIMIT_MS)
  if (module === TIMED_OUT) throw new Error(`It did not load within ${LOAD_LIMIT_MS / 1_000} seconds.`)
  return module
}

function locate(source: string): string {
  const path = resolve(projectRoot, source)
  if (statSync(path, { throwIfNoEntry: false })?.isFile() === true) return pathToFileURL(path).href
  try {
    // Not `./…`, which would count from this file.
    if (/^[@\w]/.test(source)) return import.meta.resolve(source)
  } catch {
    // Told below, together with the place where a file would have been.
  }
  throw new Error(`There is no file ${path}, and no npm package of this name.`)
}

function readMembers(module: unknown): readonly (Processor | Hook)[] {
  const { default: members } = module as { default?: unknown }
  if (!Array.isArray(members)) throw new Error('It has no default export that is a list.')
  const stranger = members.findIndex((member) => !isMember(member))
  if (stranger === -1) return members
  throw new Error(`Member ${stranger + 1} of its list is made by neither defineProcessor nor defineHook.`)
}

function isMember(member: unknown): member is Processor | Hook {
  const { type } = (member ?? {}) as Record<string, unknown>
  return type === 'processor' || type === 'hook'
}

/** What plug-ins may import, wherever they lie, and of which there has to be one in the process: the running one. */
const offered: Readonly<Record<string, string>> = {
  '@waymark/server/pipeline': new URL('plugin-api.ts', import.meta.url).href,
  '@waymark/server/pipeline/testing': new URL('../plugin-harness.ts', import.meta.url).href,
}

/** Stays in force for what a plug-in imports later. */
function offerPipelineEverywhere(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const url = offered[specifier]
      return url === undefined ? nextResolve(specifier, context) : { url, shortCircuit: true }
    },
  })
}
