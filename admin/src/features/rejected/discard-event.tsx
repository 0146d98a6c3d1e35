import { Button } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { discardEvent } from './rejected.api.ts'
import { useRejectedTexts } from './rejected.texts.ts'

const ConfirmDialog = lazy(() => import('../../shared/confirm-dialog.tsx'))

/** Gives up on one event after asking once more. */
export function DiscardEvent({ id }: { id: string }) {
  const text = useRejectedTexts()
  const client = useQueryClient()
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <Button variant="subtle" color="gray" onClick={() => setIsAsking(true)}>
        {text('discard')}
      </Button>
      {isAsking && (
        <Suspense>
          <ConfirmDialog
            title={text('discardOneTitle')}
            consequences={text('discardOneWhat')}
            verb={text('discardVerb')}
            onClose={() => setIsAsking(false)}
            onConfirm={async () => {
              await discardEvent(id)
              await client.invalidateQueries({ queryKey: ['rejected'] })
            }}
          />
        </Suspense>
      )}
    </>
  )
}
