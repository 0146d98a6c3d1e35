import { Outlet } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { ApiError } from '../shared/api.ts'
import { useSession } from '../shared/session.ts'
import { useSessionEnded } from '../shared/session-ended.ts'
import { Shell } from './shell.tsx'
import { UnreachablePage } from './unreachable-page.tsx'

// Most loads of a page need neither.
const SignInPage = lazy(() => import('../features/session/sign-in-page.tsx'))
const SignInDialog = lazy(() => import('../features/session/sign-in-dialog.tsx'))

/** Who is not signed in signs in first, at the address that was asked for; whose session ends goes on where it ended. */
export function Root() {
  const session = useSession()
  const hasEnded = useSessionEnded()
  if (session.data !== undefined)
    return (
      <>
        <Shell session={session.data}>
          <Outlet />
        </Shell>
        {hasEnded && (
          <Suspense>
            <SignInDialog email={session.data.user.email} />
          </Suspense>
        )}
      </>
    )
  if (session.error instanceof ApiError && session.error.status === 401)
    return (
      <Suspense>
        <SignInPage />
      </Suspense>
    )
  if (session.error !== null)
    return <UnreachablePage error={session.error} onRetry={() => void session.refetch()} />
  return null
}
