import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { formatNumber } from '../../shared/format.ts'
import type { LiveRequest } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'

/** Leads to a request; all of its row is the link. */
export function RequestLink({ id, children }: { id: string; children: ReactNode }) {
  return (
    <Link
      to="/live/$requestId"
      params={{ requestId: id }}
      search={true}
      resetScroll={false}
      preload={false}
      className={classes.link}
    >
      {children}
    </Link>
  )
}

export function EventCount({ request: { accepted, items } }: { request: LiveRequest }) {
  const text = useLiveTexts()
  if (items === 0) return <Dim>{text('none')}</Dim>
  return (
    <span title={text('ofEvents', { accepted, items })}>
      {accepted === items ? formatNumber(items) : `${formatNumber(accepted)} / ${formatNumber(items)}`}
    </span>
  )
}

export function KeyPrefix({ request: { apiKey, sentKey } }: { request: LiveRequest }) {
  const text = useLiveTexts()
  if (apiKey !== null) return apiKey.prefix === null ? apiKey.name : `${apiKey.prefix}…`
  return <Dim>{sentKey === null ? text('noKey') : text('sentKey', { key: sentKey })}</Dim>
}

export function Dim({ children }: { children: string }) {
  return <span className={classes.dim}>{children}</span>
}
