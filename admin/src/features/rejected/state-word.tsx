import { IconCircleCheck, IconClockPause, IconEye, IconRefresh, IconTrash } from '@tabler/icons-react'
import type { RejectedEventView } from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import classes from './rejected.module.css'
import { useRejectedTexts } from './rejected.texts.ts'

const icons = {
  waiting: IconClockPause,
  replaying: IconRefresh,
  replayed: IconCircleCheck,
  discarded: IconTrash,
  unreplayable: IconEye,
} as const

export function StateWord({ state }: { state: RejectedEventView['state'] }) {
  const text = useRejectedTexts()
  const Icon = icons[state]
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={15} aria-hidden />
      {text(`state_${state}`)}
    </span>
  )
}
