import { parseArgs } from 'node:util'
import type { DemoRun } from '../features/demo/demo-runs.queries.ts'
import { type DemoProgress, fillDemo } from '../features/demo/fill-demo.ts'
import { removeDemo } from '../features/demo/remove-demo.ts'
import { createLogger } from '../platform/logger.ts'
import { OperatorError } from '../platform/operator-error.ts'
import type { Command, Terminal } from './command.ts'
import { ProgressBar } from './progress-bar.ts'
import { listenForStop } from './stop-signals.ts'
import { useDatabase } from './use-database.ts'

const DAY_MS = 24 * 60 * 60_000

export const demo: Command = {
  help: `Usage: waymark demo [--contacts <n>] [--days <n>] [--seed <n>] [--until <time>]
       waymark demo --remove

Fills the database with believable visitors of a made-up company, Fernhill Cycles: its web shop and its app, with pages,
campaigns, goals, orders, consents, people who become known, change devices and come back. It sets up two channels of
its own, without keys, and touches nothing else. Works beside a running server, and after a first start without one.

  --contacts <n>    how many people: 1 to 2000000; 2000 when it is left out
  --days <n>        how many days they come in: 1 to 1830; 90 when it is left out
  --seed <n>        0 to 4294967295; 1 when it is left out. Each seed is another crowd, and comes once.
  --remove          takes everything away again that the demo has made, of all seeds, and nothing else; what real visitors
                    have become one with stays
  --until <time>    where the days end: a day (2026-11-22) or a moment (2026-11-22T12:00:00Z) of the past; now when it
                    is left out. The same seed, numbers and end give the same rows on every empty database.

Ctrl+C ends it: what is stored then is complete up to a moment, which it says; a removal goes on when it is called again.`,

  async run(args, terminal) {
    const run = readRun(args, Date.now())
    const stop = listenForStop(process.exit)
    const stopping = new AbortController()
    void stop.requested.then(() => stopping.abort())
    const bar = new ProgressBar(process.stderr)
    if (run === null) return remove(terminal, stopping.signal, bar)
    const logger = await createLogger('warn')
    const began = performance.now()
    const filled = await useDatabase(terminal, (connection) =>
      fillDemo({
        connection,
        logger,
        run,
        now: Date.now,
        signal: stopping.signal,
        onProgress: ({ visits, visitsInAll, activities }: DemoProgress) =>
          bar.show(
            visitsInAll === 0 ? 1 : visits / visitsInAll,
            (seconds) =>
              `${count(activities)} activities, ${count(seconds === 0 ? 0 : Math.round(activities / seconds))} a second`,
          ),
      }).finally(() => bar.end()),
    )
    const seconds = (performance.now() - began) / 1000
    const stored = `${count(filled.activities)} activities in ${count(filled.visits)} visits`
    if (filled.visits === 0) {
      terminal.note('Stopped before anything was stored.')
      return 1
    }
    if (!filled.isComplete) {
      terminal.note(
        `Stopped: ${stored} are stored, complete up to ${new Date(filled.reached).toISOString()}. ` +
          `To begin anew, choose another --seed.`,
      )
      return 1
    }
    terminal.print(
      `Stored ${stored} of ${count(run.people)} people, from ${day(run.from)} to ${day(run.until)}, ` +
        `in ${seconds.toFixed(1)} s (seed ${run.seed}).`,
    )
    return 0
  },
}

async function remove(terminal: Terminal, signal: AbortSignal, bar: ProgressBar): Promise<0 | 1> {
  const { contacts, kept, isComplete } = await useDatabase(terminal, (connection) =>
    removeDemo({
      connection,
      now: Date.now,
      signal,
      onProgress: ({ contacts, contactsInAll }) =>
        bar.show(contactsInAll === 0 ? 1 : contacts / contactsInAll, () => `${count(contacts)} contacts`),
    }).finally(() => bar.end()),
  )
  if (!isComplete) {
    terminal.note(`Stopped: ${count(contacts)} contacts are gone. Call it again to go on.`)
    return 1
  }
  terminal.print(`The demo is gone: ${count(contacts)} contacts, with all that they did.`)
  if (kept > 0)
    terminal.note(
      `${count(kept)} contacts stay: real visitors have become one with them, or were stored for them.`,
    )
  return 0
}

/** Null where the demo is to be removed. */
function readRun(args: string[], now: number): DemoRun | null {
  const { values } = parseArgs({
    args,
    options: {
      contacts: { type: 'string' },
      days: { type: 'string' },
      seed: { type: 'string' },
      until: { type: 'string' },
      remove: { type: 'boolean' },
    },
  })
  if (values.remove === true) {
    if (args.length === 1) return null
    throw new OperatorError('--remove takes no other option: it removes the demo of all seeds.', {
      exitStatus: 2,
    })
  }
  const until = values.until === undefined ? now : readTime(values.until, now)
  const days = readCount('--days', values.days ?? '90', 1, 1830)
  return {
    people: readCount('--contacts', values.contacts ?? '2000', 1, 2_000_000),
    seed: readCount('--seed', values.seed ?? '1', 0, 2 ** 32 - 1),
    from: until - days * DAY_MS,
    until,
  }
}

function readCount(option: string, text: string, least: number, most: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new OperatorError(
    `${option} is ${JSON.stringify(text)} but must be a whole number from ${least} to ${most}.`,
    {
      exitStatus: 2,
    },
  )
}

function readTime(text: string, now: number): number {
  const isTime = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/.test(text)
  const at = isTime ? Date.parse(text) : Number.NaN
  if (at <= now && at >= EARLIEST) return at
  throw new OperatorError(
    `--until is ${JSON.stringify(text)} but must be a day or a moment of the past, such as 2026-01-31 or 2026-01-31T12:00:00Z.`,
    { exitStatus: 2 },
  )
}

/** Ids of activities carry their time, which begins in 1970. */
const EARLIEST = Date.parse('2000-01-01')

function count(value: number): string {
  return value.toLocaleString('en')
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
