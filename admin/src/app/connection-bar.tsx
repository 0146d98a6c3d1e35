import { useIsConnectionLost } from '../shared/connection.ts'
import classes from './shell.module.css'
import { useShellTexts } from './shell.texts.ts'

/** While nothing answers: what is on the screen stays, and is asked for again afterwards. */
export function ConnectionBar() {
  const text = useShellTexts()
  const isLost = useIsConnectionLost()
  return (
    <div role="status" className={isLost ? classes.connection : undefined}>
      {isLost ? text('offline') : ''}
    </div>
  )
}
