import type { Catalogue } from '../catalogue/snapshot.ts'
import { EngineUnavailable } from '../engine/contract.ts'
import { isDatabaseUnavailable, isStatementTimeout } from '../platform/database/query-errors.ts'
import type { Logger } from '../platform/logger.ts'
import { createPluginLog } from './plugin-log.ts'
import { runAsPlugin } from './plugin-scope.ts'
import { type Failed, failed, type ProcessorResult } from './processor.ts'
import { TIMED_OUT, waitAtMost } from './wait-at-most.ts'

export interface GuardOptions {
  readonly logger: Logger
  /** How long a call may take, in milliseconds. */
  readonly timeoutMs: () => number
  /** How long each request waited for plug-ins, all of them together, in milliseconds. */
  readonly waited: WeakMap<GuardedRequest, number>
  /** Hears of what plug-ins throw: the log and the reply do not tell it. */
  readonly onThrown: (error: unknown, request: GuardedRequest) => void
}

export function createGuardOptions(
  logger: Logger,
  catalogue: Pick<Catalogue, 'snapshot'>,
  onThrown: GuardOptions['onThrown'] = () => {},
): GuardOptions {
  const timeoutMs = () => catalogue.snapshot.settings['plugins.timeoutMs']
  return { logger, timeoutMs, waited: new WeakMap(), onThrown }
}

/** One object for all calls of one request. */
export interface GuardedRequest {
  /** Its name in the log; null for what belongs to no request. */
  readonly id: string | null
}

/** What a call of a plug-in works with, as its guard knows it. */
export interface GuardedView {
  /** From here on it does nothing, whatever the plug-in still has running. */
  close(): void
  /** Whether the plug-in waits for the database. */
  readonly isReading: boolean
  /** Why the database could not be read; null where nothing failed. */
  readonly readFailure: unknown
}

/** A function of a plug-in, as something that can neither throw nor take for ever. */
type GuardedCall<Argument, View extends GuardedView> = (
  argument: Argument,
  view: View,
  request: GuardedRequest,
) => ProcessorResult | Promise<ProcessorResult>

/** As many times as long as one call may take, a request waits for all of them together. */
const MAX_CALLS_OF_REQUEST = 10
const MAX_MESSAGE_LENGTH = 500
const CODE = /^[a-z][a-z0-9_]{0,63}$/

/**
 * Guards a function of a plug-in (docs/spec/waymark.md §5): what it throws, and an answer that is none, become
 * `processor_failed`, an answer that takes too long `processor_timeout`. The sentence names the plug-in and never tells
 * its error. One that was late once is not asked again for the same request, and none is once a request has waited ten
 * times as long as one call may take: else a few large requests could keep the server's memory for as long as they like.
 * When a call ends, its view is closed.
 *
 * The guarded function rejects only where the plug-in could not read the contact because the database is away.
 */
export function guardPlugin<Argument, View extends GuardedView>(
  plugin: { readonly type: 'processor' | 'hook'; readonly name: string },
  call: (argument: Argument, view: View) => unknown,
  { logger, timeoutMs, waited, onThrown }: GuardOptions,
): GuardedCall<Argument, View> {
  const { type, name } = plugin
  const subject = `The ${type} '${name}'`
  const late = new WeakSet<GuardedRequest>()
  const logTrouble = createPluginLog(logger, plugin)

  return (argument, view, request) => {
    if (late.has(request)) return tooLate()
    if (hasWaitedEnough(request)) return notAsked(request)
    try {
      const answer = runAsPlugin(name, call, argument, view)
      if (isPromiseLike(answer)) return waitForAnswer(answer, view, request)
      view.close()
      return judge(answer, request)
    } catch (error) {
      view.close()
      return failBecauseOf(error, request)
    }
  }

  async function waitForAnswer(
    promise: PromiseLike<unknown>,
    view: GuardedView,
    request: GuardedRequest,
  ): Promise<ProcessorResult> {
    const start = performance.now()
    try {
      const answer = await waitAtMost(promise, timeoutMs())
      if (answer !== TIMED_OUT) return judge(answer, request)
      if (view.isReading) throw new EngineUnavailable('The contact could not be read in time.')
      late.add(request)
      logTrouble(request, 'a plug-in took too long')
      return tooLate()
    } catch (error) {
      const { readFailure } = view
      if (error instanceof EngineUnavailable) throw error
      if (isDatabaseUnavailable(readFailure) || isStatementTimeout(readFailure)) throw readFailure
      return failBecauseOf(error, request)
    } finally {
      view.close()
      waited.set(request, (waited.get(request) ?? 0) + performance.now() - start)
    }
  }

  function judge(answer: unknown, request: GuardedRequest): ProcessorResult {
    const result = readAnswer(answer)
    if (result !== null) return result
    logTrouble(request, 'a plug-in gave no answer')
    return failed('processor_failed', `${subject} gave no answer.`)
  }

  function failBecauseOf(error: unknown, request: GuardedRequest): Failed {
    onThrown(error, request)
    logTrouble(request, 'a plug-in failed', error)
    return failed('processor_failed', `${subject} failed.`)
  }

  function hasWaitedEnough(request: GuardedRequest): boolean {
    const ms = waited.get(request)
    return ms !== undefined && ms >= MAX_CALLS_OF_REQUEST * timeoutMs()
  }

  function notAsked(request: GuardedRequest): Failed {
    logTrouble(request, 'plug-ins took too long for one request')
    const ms = MAX_CALLS_OF_REQUEST * timeoutMs()
    return failed('processor_timeout', `${subject} was not asked: plug-ins had ${ms} ms for this request.`)
  }

  function tooLate(): Failed {
    return failed('processor_timeout', `${subject} did not answer within ${timeoutMs()} ms.`)
  }
}

/** The answer, if it is one: those who write JavaScript may forget to return, or return anything. */
function readAnswer(answer: unknown): ProcessorResult | null {
  const { type, code, message, reason } = (answer ?? {}) as Record<string, unknown>
  switch (type) {
    case 'next':
    case 'tracked':
      return { type }
    case 'dropped':
      return { type, reason: String(reason).slice(0, MAX_MESSAGE_LENGTH).toWellFormed() }
    case 'failed':
      if (typeof code !== 'string' || !CODE.test(code) || typeof message !== 'string') return null
      return failed(code, message.slice(0, MAX_MESSAGE_LENGTH).toWellFormed())
    default:
      return null
  }
}

function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
