import { lazy, Suspense } from 'react'
import { usePreference } from '../use-preference.ts'
import { useDemo } from './demo.api.ts'

// Without a demo nobody needs what is said of it.
const DemoBanner = lazy(() => import('./demo-banner.tsx'))

/** Says, where the demo is loaded, that what is seen is made up, and offers to remove it. */
export default function DemoNotice() {
  const { data: demo } = useDemo()
  const [hidden, setHidden] = usePreference('demo-notice', readText, '')
  // While it is loaded, whoever offered that shows how far it is.
  if (demo === undefined || demo.state === 'absent' || demo.state === 'loading') return null
  if (demo.state === 'loaded' && hidden === demo.loadedAt) return null
  return (
    <Suspense>
      <DemoBanner demo={demo} onHide={() => setHidden(demo.loadedAt ?? '')} />
    </Suspense>
  )
}

function readText(stored: unknown): string | null {
  return typeof stored === 'string' ? stored : null
}
