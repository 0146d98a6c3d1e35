import { sql } from 'kysely'
import type { Queries } from '../../platform/database/queries.ts'
import type { DemoView } from './demo.schemas.ts'
import { countShownDemoContacts } from './demo-contacts.queries.ts'
import { isDemoLocked } from './demo-lock.ts'
import { findDemoChannels } from './remove-set-up.queries.ts'

type StoredState = Pick<DemoView, 'state' | 'contacts' | 'loadedAt' | 'holdsRealData'>

/** What the database says of the demo, whichever process works on it. */
export async function readDemoState(db: Queries): Promise<StoredState> {
  const [runs, isLocked, contacts, holdsRealData] = await Promise.all([
    db.selectFrom('demo_runs').selectAll().orderBy('began_at', 'desc').execute(),
    isDemoLocked(db),
    countShownDemoContacts(db),
    hasRealEvents(db),
  ])
  const isBeingRemoved = runs.some((run) => run.removal_began_at !== null)
  const isWhole = runs.every(({ reached_at, until_at }) => reached_at !== null && reached_at >= until_at)
  const loadedAt = runs[0]?.began_at.toISOString() ?? null
  const more = { contacts, loadedAt, holdsRealData }
  if (isLocked) return { state: isBeingRemoved ? 'removing' : 'loading', ...more }
  if (runs.length === 0) return { state: 'absent', ...more }
  return { state: isWhole && !isBeingRemoved ? 'loaded' : 'incomplete', ...more }
}

async function hasRealEvents(db: Queries): Promise<boolean> {
  const demoChannels = await findDemoChannels(db)
  const { rows } = await sql<{ found: boolean }>`
    SELECT EXISTS (SELECT FROM daily_counts WHERE channel_id <> ALL (${demoChannels}::int[])) AS found
  `.execute(db)
  return rows[0]?.found === true
}
