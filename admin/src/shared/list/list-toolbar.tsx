import type { ReactNode } from 'react'
import classes from './list-toolbar.module.css'

/** What narrows a list or a report, in one row where there is room; `actions` are for it as a whole. */
export function ListToolbar({ actions, children }: { actions?: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.toolbar}>
      <div className={classes.filters}>{children}</div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
