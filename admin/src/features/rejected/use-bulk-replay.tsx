import { notifications } from '@mantine/notifications'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { type BulkFilter, replayAll } from './rejected.api.ts'

const ReplayDialog = lazy(() => import('./replay-dialog.tsx'))

/** Above so many somebody is asked first. */
const ASKED_ABOVE = 100

/** What is to be replayed, and what can be said of it beforehand. */
export interface BulkReplay {
  readonly filter: BulkFilter
  readonly count: number
  /** In words. */
  readonly cause: string
  /** Null for one that is gone. */
  readonly channelIds: readonly (string | null)[]
  /** The name of a definition that takes the place of the one that nobody knew. */
  readonly renaming?: { readonly from: string; readonly to: string }
}

/** Begins jobs that replay many, and asks before they are very many: `dialog` belongs somewhere on the page. */
export function useBulkReplay(onBegun: (job: string) => void): {
  replay: (plan: BulkReplay) => void
  dialog: ReactNode
} {
  const [asked, setAsked] = useState<BulkReplay | null>(null)
  async function begin({ filter, renaming }: BulkReplay): Promise<void> {
    const { id } = await replayAll(filter, renaming?.to)
    onBegun(id)
  }
  return {
    replay(plan) {
      if (plan.count > ASKED_ABOVE) setAsked(plan)
      else begin(plan).catch(tellFailure)
    },
    dialog: asked !== null && (
      <Suspense>
        <ReplayDialog plan={asked} onConfirm={() => begin(asked)} onClose={() => setAsked(null)} />
      </Suspense>
    ),
  }
}

function tellFailure(error: Error): void {
  notifications.show({ color: 'red', message: error.message, autoClose: false })
}
