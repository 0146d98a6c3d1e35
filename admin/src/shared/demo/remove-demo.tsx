import { lazy, Suspense, useState } from 'react'
import { RoleButton } from '../role-button.tsx'
import { useDemoTexts } from './demo.texts.ts'
import { useDemoChange } from './use-demo-change.ts'

const ConfirmDialog = lazy(() => import('../confirm-dialog.tsx'))

/** Removes the demo after asking once more. */
export function RemoveDemo({ contacts }: { contacts: number }) {
  const text = useDemoTexts()
  const remove = useDemoChange('remove')
  const [isAsking, setIsAsking] = useState(false)
  return (
    <>
      <RoleButton roles={['admin']} size="xs" variant="default" onClick={() => setIsAsking(true)}>
        {text('remove')}
      </RoleButton>
      {isAsking && (
        <Suspense>
          <ConfirmDialog
            title={text('removeTitle')}
            consequences={text('removeBody', { contacts })}
            verb={text('remove')}
            onConfirm={() => remove.mutateAsync({})}
            onClose={() => setIsAsking(false)}
          />
        </Suspense>
      )}
    </>
  )
}
