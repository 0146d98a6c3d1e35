import type { DatabaseConnection } from '../../platform/database/connection.ts'
import { describeDefect, type Logger } from '../../platform/logger.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import type { DemoRun } from './demo-runs.queries.ts'
import { fillDemo } from './fill-demo.ts'
import { removeDemo } from './remove-demo.ts'

export interface DemoProgressView {
  readonly state: 'loading' | 'removing'
  readonly done: number
  readonly total: number
}

/** Loads and removes the demo in the background: one at a time, on connections of its own. */
export interface DemoWork {
  /** What is under way in this process; null where nothing is. */
  readonly current: DemoProgressView | null
  /** Why the last one ended in the middle, as a sentence; null where it did not. */
  readonly failure: string | null
  /** False where something is under way already. */
  load(run: DemoRun): boolean
  /** As {@link load}. */
  remove(): boolean
  /** Ends what is under way after its step; what is there can be removed later. */
  close(): Promise<void>
}

export function createDemoWork(options: {
  readonly connection: DatabaseConnection
  readonly logger: Logger
  readonly now: () => number
}): DemoWork {
  const { connection, logger, now } = options
  const stopping = new AbortController()
  const { signal } = stopping
  let current: DemoProgressView | null = null
  let failure: string | null = null
  let running: Promise<void> = Promise.resolve()

  function begin(state: DemoProgressView['state'], work: () => Promise<unknown>): boolean {
    if (current !== null) return false
    current = { state, done: 0, total: 0 }
    failure = null
    running = work()
      .then(() => {})
      .catch((error: unknown) => {
        failure =
          error instanceof OperatorError
            ? error.message
            : 'It ended with a failure; the log of the server says more.'
        logger.error(error instanceof Error ? describeDefect(error) : {}, `The demo stopped ${state}`)
      })
      .finally(() => {
        current = null
      })
    return true
  }

  return {
    get current() {
      return current
    },
    get failure() {
      return failure
    },
    load(run) {
      const onProgress = ({ visits, visitsInAll }: { visits: number; visitsInAll: number }) => {
        current = { state: 'loading', done: visits, total: visitsInAll }
      }
      return begin('loading', () => fillDemo({ connection, logger, run, now, signal, onProgress }))
    },
    remove() {
      const onProgress = ({ contacts, contactsInAll }: { contacts: number; contactsInAll: number }) => {
        current = { state: 'removing', done: contacts, total: contactsInAll }
      }
      return begin('removing', () => removeDemo({ connection, now, signal, onProgress }))
    },
    async close() {
      stopping.abort()
      await running
    },
  }
}
