import type pg from 'pg'
import { type Finding, ok, warning } from './finding.ts'

/** Milliseconds that two clocks may differ, or one may jump, before it is worth a word. */
const toleranceMs = 2_000
/** Clients may say that something happened up to five minutes ahead. */
const aheadMs = 6 * 60_000

/** The clock of this machine: against that of the database, against itself, and against what is stored. */
export async function checkClock(client: pg.Client, isMigrated: boolean): Promise<Finding[]> {
  const findings: Finding[] = []
  const apart = await measureDifference(client)
  if (Math.abs(apart) > toleranceMs) {
    findings.push(
      warning(
        'clock',
        `It is ${seconds(apart)} ${apart > 0 ? 'ahead of' : 'behind'} that of the database. Let both follow the same time server.`,
      ),
    )
  }
  const stepped = Date.now() - (performance.timeOrigin + performance.now())
  if (Math.abs(stepped) > toleranceMs) {
    findings.push(
      warning(
        'clock',
        `It jumped by ${seconds(stepped)} just now. Let it follow a time server that slews it.`,
      ),
    )
  }
  const newest = isMigrated ? await findNewestVisit(client) : null
  if (newest !== null && newest > Date.now() + aheadMs) {
    findings.push(
      warning(
        'clock',
        `The newest visit began at ${new Date(newest).toISOString()}, and it is ${new Date().toISOString()}: the clock was set back. Until it gets there, new visits sort before that one.`,
      ),
    )
  }
  return findings.length > 0 ? findings : [ok('clock', 'It agrees with that of the database.')]
}

async function measureDifference(client: pg.Client): Promise<number> {
  const before = Date.now()
  const { rows } = await client.query<{ now: number }>(
    'SELECT extract(epoch FROM clock_timestamp())::float8 * 1000 AS now',
  )
  return (before + Date.now()) / 2 - (rows[0]?.now ?? before)
}

async function findNewestVisit(client: pg.Client): Promise<number | null> {
  const { rows } = await client.query<{ newest: Date | null }>('SELECT max(started_at) AS newest FROM visits')
  return rows[0]?.newest?.getTime() ?? null
}

function seconds(ms: number): string {
  return `${(Math.abs(ms) / 1000).toFixed(1)} s`
}
