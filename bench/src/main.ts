import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { type Bench, openBench } from './bench.ts'
import { measureAdmin } from './measure-admin.ts'
import { measureBasics } from './measure-basics.ts'
import { measureBrowser } from './measure-browser.ts'
import { measureGrowth } from './measure-growth.ts'
import { measureLive } from './measure-live.ts'
import { measureLivePage } from './measure-live-page.ts'
import { measureMessageIds } from './measure-message-ids.ts'
import { measureOverload } from './measure-overload.ts'
import { measurePlugIns } from './measure-plug-ins.ts'
import { measureTimeline } from './measure-timeline.ts'
import { formatTable } from './table.ts'

const measurements: Readonly<Record<string, (bench: Bench) => Promise<void>>> = {
  basics: measureBasics,
  plugins: measurePlugIns,
  'message-ids': measureMessageIds,
  live: measureLive,
  overload: measureOverload,
  growth: measureGrowth,
  admin: measureAdmin,
  browser: measureBrowser,
  'browser-live': measureLivePage,
  'browser-timeline': measureTimeline,
}

const help = `Usage: npm run bench -- [--quick] [--large] [--only <words>]

Measures Waymarks of its own, over HTTP only, against floors of the same run: a bare node:http server, a raw COPY into a
table without indexes, or the same Waymark without what is measured. Prints a table and writes
bench/results/latest.json.

  --quick           short figures and small databases: a few minutes in all, and good for finding out what is broken
  --large           fills databases with 10 million activities for the figures of growth and of the admin, which takes
                    some minutes and 8 GB of disk each, and has Live watched for ten minutes; without it they are
                    measured at 1 million, and for one minute
  --only <words>    measures only what these words are part of: ${Object.keys(measurements).join(', ')}`

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    large: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
})
if (options.help) {
  process.stdout.write(`${help}\n`)
  process.exit(0)
}
const words = options.only.flatMap((text) => text.split(/[\s,]+/)).filter((word) => word !== '')
const chosen = Object.entries(measurements).filter(
  ([name]) => words.length === 0 || words.some((word) => name.includes(word)),
)
if (chosen.length === 0) {
  process.stderr.write(
    `Nothing is called ${words.join(' or ')}. There is: ${Object.keys(measurements).join(', ')}.\n`,
  )
  process.exit(2)
}

const bench = openBench({
  seconds: options.quick ? 5 : 15,
  isQuick: options.quick,
  isLarge: options.large,
  say: (text) => void process.stderr.write(`${text}\n`),
})
try {
  for (const [, measure] of chosen) await measure(bench)
} finally {
  bench.close()
  // Also when one fails: what the others said is worth the minutes it took.
  if (bench.lines.length > 0) report()
}

function report(): void {
  const machine = {
    processor: cpus()[0]?.model,
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${process.platform} ${process.arch}`,
    versions: { node: process.version, postgresql: '18.4 embedded' },
    quick: options.quick,
    large: options.large,
    measured: chosen.map(([name]) => name),
    at: new Date().toISOString(),
  }
  process.stdout.write(`${formatTable(bench.lines)}\n\n${JSON.stringify(machine)}\n`)
  const results = fileURLToPath(new URL('../results/', import.meta.url))
  mkdirSync(results, { recursive: true })
  writeFileSync(join(results, 'latest.json'), `${JSON.stringify({ machine, lines: bench.lines }, null, 2)}\n`)
}
