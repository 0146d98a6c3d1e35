import type { ReactNode } from 'react'
import { AllowOrigin } from './allow-origin.tsx'
import { CreateDefinition } from './create-definition.tsx'
import type { Repair } from './find-repair.ts'

/** The repair that {@link findRepair} found, ready to be pressed. */
export function RepairAction({
  repair,
  onDone,
  uses,
  next,
}: {
  repair: Repair
  onDone?: () => void
  /** Where what was sent can be changed: what can be done with the name that was probably meant. */
  uses?: (name: string) => ReactNode
  /** What comes after a definition is made; else what was sent has to be sent again. */
  next?: string
}) {
  const more = onDone === undefined ? {} : { onDone }
  return repair.type === 'allowOrigin' ? (
    <AllowOrigin channelId={repair.channelId} api={repair.api} origin={repair.origin} {...more} />
  ) : (
    <CreateDefinition
      kind={repair.kind}
      name={repair.name}
      {...(uses && { uses })}
      {...(next !== undefined && { next })}
      {...more}
    />
  )
}
