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

/** Of a key that was sent and is none; a missing one has codes of its own, or nothing that was sent. */
const wrongKeyCodes: ReadonlySet<string> = new Set(['invalid_key'])

export function EventCount({ request: { accepted, items } }: { request: LiveRequest }) {
  const text = useLiveTexts()
  if (items === 0) return <Dim>{text('none')}</Dim>
  return (
    <span title={text('ofEvents', { accepted, items })}>
      {accepted === items ? formatNumber(items) : `${formatNumber(accepted)} / ${formatNumber(items)}`}
    </span>
  )
}

/** Whether there was none or none that is known is what people look for. */
export function KeyName({ request: { apiKey, sentKey, code } }: { request: LiveRequest }) {
  const text = useLiveTexts()
  if (apiKey !== null)
    return <bdi title={apiKey.prefix === null ? undefined : `${apiKey.prefix}…`}>{apiKey.name}</bdi>
  if (sentKey !== null) return <Dim>{text('unknownKeySent', { key: sentKey })}</Dim>
  return <Dim>{text(code !== null && wrongKeyCodes.has(code) ? 'unknownKey' : 'noKey')}</Dim>
}

/** A refused preflight has a good status and was refused all the same. */
export function RequestStatus({ request: { method, status } }: { request: LiveRequest }) {
  const text = useLiveTexts()
  return method === 'OPTIONS' ? text('preflightStatus', { status }) : status
}

export function Dim({ children }: { children: string }) {
  return <span className={classes.dim}>{children}</span>
}
