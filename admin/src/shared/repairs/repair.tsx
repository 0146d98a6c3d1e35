import { AllowOrigin } from './allow-origin.tsx'
import { CreateDefinition } from './create-definition.tsx'
import type { Repair } from './find-repair.ts'

/** The repair that {@link findRepair} found, ready to be pressed. */
export function RepairAction({
  repair,
  onDone,
  onUse,
}: {
  repair: Repair
  onDone?: () => void
  /** Where what was sent can be changed: takes the name that was probably meant. */
  onUse?: (name: string) => void
}) {
  const more = onDone === undefined ? {} : { onDone }
  return repair.type === 'allowOrigin' ? (
    <AllowOrigin channelId={repair.channelId} api={repair.api} origin={repair.origin} {...more} />
  ) : (
    <CreateDefinition kind={repair.kind} name={repair.name} {...(onUse && { onUse })} {...more} />
  )
}
