import { useQueryClient } from '@tanstack/react-query'
import { write } from './api.ts'
import ConfirmDialog from './confirm-dialog.tsx'
import { defineTexts } from './define-texts.ts'

const useTexts = defineTexts({
  title: 'End this visit now?',
  consequences:
    'It ends at its last event. What the visitor does next begins another visit, which counts in all figures.',
  end: 'End visit',
})

/** Asks, and ends a visit as a flush of its device does. */
export default function EndVisitDialog({
  visitId,
  contactId,
  onClose,
}: {
  visitId: string
  contactId: string
  onClose: () => void
}) {
  const text = useTexts()
  const client = useQueryClient()
  return (
    <ConfirmDialog
      title={text('title')}
      consequences={text('consequences')}
      verb={text('end')}
      onConfirm={async () => {
        await write('POST', `/visits/${visitId}/end`)
        await Promise.all(
          [
            ['live', 'visits'],
            ['visit', visitId],
            ['contact', contactId],
          ].map((queryKey) => client.invalidateQueries({ queryKey })),
        )
      }}
      onClose={onClose}
    />
  )
}
