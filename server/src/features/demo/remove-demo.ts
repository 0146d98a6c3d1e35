import { changeCatalogue } from '../../catalogue/change-catalogue.ts'
import type { Uuid } from '../../domain/ids.ts'
import type { DatabaseConnection } from '../../platform/database/connection.ts'
import { openQueries, type Queries } from '../../platform/database/queries.ts'
import { OperatorError } from '../../platform/operator-error.ts'
import { countDemoContacts } from './demo-contacts.queries.ts'
import { withDemoLock } from './demo-lock.ts'
import { forgetDemoRuns, noteRemoval } from './demo-runs.queries.ts'
import { deleteDemoRejections } from './insert-demo-rejections.queries.ts'
import { deleteFamilies, findHeads, lockFamilies } from './remove-families.queries.ts'
import { deleteUnusedSetUp, findDemoChannels, recountDemoChannels } from './remove-set-up.queries.ts'

/** Of one transaction: some tens of milliseconds, in which the engine waits only for these contacts. */
const CONTACTS_PER_STEP = 200
/** Before every other. */
const FIRST_ID: Uuid = '00000000-0000-0000-0000-000000000000'

export interface RemovalProgress {
  readonly contacts: number
  readonly contactsInAll: number
}

export interface RemovedDemo extends RemovalProgress {
  /** Contacts that stay, since real visitors have become one with them or were stored for them. */
  readonly kept: number
  readonly isComplete: boolean
}

/**
 * Removes everything that the demo has made and nobody else has come to use: its contacts with all that is stored of them, then
 * its channels, definitions and consents. In steps, each of which is complete in itself: stopped or crashed, it goes on where it
 * was when it is called again.
 *
 * @throws OperatorError where another process works on the demo
 */
export async function removeDemo(options: {
  readonly connection: DatabaseConnection
  readonly now: () => number
  /** Ends it after the step that is under way. */
  readonly signal: AbortSignal
  readonly onProgress: (progress: RemovalProgress) => void
}): Promise<RemovedDemo> {
  const { connection, now } = options
  const db = openQueries(connection)
  try {
    const removed = await withDemoLock(connection, async () => {
      await noteRemoval(db, now())
      const contactsInAll = await countDemoContacts(db)
      const contacts = await removeContacts(db, contactsInAll, options)
      const isComplete = !options.signal.aborted
      if (isComplete) await removeSetUp(db)
      return { contacts, contactsInAll, kept: isComplete ? await countDemoContacts(db) : 0, isComplete }
    })
    if (removed === null)
      throw new OperatorError('Another process fills in the demo or removes it. Try again when it is done.')
    return removed.result
  } finally {
    await db.destroy()
  }
}

async function removeContacts(
  db: Queries,
  contactsInAll: number,
  { signal, onProgress }: Parameters<typeof removeDemo>[0],
): Promise<number> {
  const demoChannels = await findDemoChannels(db)
  let contacts = 0
  // Who is merged while this goes on may have been passed: again, until a whole pass finds nobody.
  for (let before = -1; before < contacts && !signal.aborted; ) {
    before = contacts
    let heads = await findHeads(db, FIRST_ID, CONTACTS_PER_STEP)
    while (heads.length > 0 && !signal.aborted) {
      const step = heads
      contacts += await db.transaction().execute(async (transaction) => {
        const families = await lockFamilies(transaction, step, demoChannels)
        await deleteFamilies(transaction, families)
        return families.reduce((sum, { ids }) => sum + ids.length, 0)
      })
      onProgress({ contacts, contactsInAll })
      heads = await findHeads(db, heads.at(-1) ?? FIRST_ID, CONTACTS_PER_STEP)
    }
  }
  return contacts
}

function removeSetUp(db: Queries): Promise<void> {
  return changeCatalogue(db, async (transaction) => {
    const demoChannels = await findDemoChannels(transaction)
    await recountDemoChannels(transaction, demoChannels)
    await deleteDemoRejections(transaction, demoChannels)
    await deleteUnusedSetUp(transaction)
    await forgetDemoRuns(transaction)
    return { changed: true, result: undefined }
  })
}
