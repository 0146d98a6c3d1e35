import { defaultSettings, type SettingName } from '../settings.ts'
import type { ProvisioningDocument } from './document.schemas.ts'
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
