import type { CatalogueTransaction } from '../change-catalogue.ts'
import { defaultSettings, type SettingName } from '../settings.ts'
import type { ProvisioningDocument } from './document.schemas.ts'
import { ProvisioningError } from './provisioning-error.ts'
import type { ProvisioningRun } from './provisioning-run.ts'

/** Stores what differs from the default, and nothing else: so a better default in a later version takes effect. */
export async function provisionSettings(
  { transaction, tally }: ProvisioningRun,
  settings: NonNullable<ProvisioningDocument['settings']>,
): Promise<void> {
  const rows = await transaction.selectFrom('settings').selectAll().execute()
  const stored = new Map(rows.map(({ name, value }) => [name, value]))
  for (const [name, value] of Object.entries(settings)) {
    const isDefault = value === defaultSettings[name as SettingName]
    if (isDefault ? !stored.has(name) : stored.get(name) === value) continue
    if (name === 'reports.timeZone') await refuseIfCounted(transaction)
    if (isDefault) {
      await transaction.deleteFrom('settings').where('name', '=', name).execute()
    } else {
      const text = JSON.stringify(value)
      await transaction
        .insertInto('settings')
        .values({ name, value: text })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: text }))
        .execute()
    }
    tally.add('setting', 'changed')
  }
}

/** Days that are counted stay those of the time zone in which they were counted, so it has to be set before. */
async function refuseIfCounted(transaction: CatalogueTransaction): Promise<void> {
  const counted = await transaction.selectFrom('daily_counts').select('day').limit(1).executeTakeFirst()
  if (counted === undefined) return
  throw new ProvisioningError(
    'settings.reports.timeZone cannot change any more: activities are counted by day already. Leave it as it is.',
  )
}
