import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import ConfirmDialog from '../../shared/confirm-dialog.tsx'
import { signOut } from '../../shared/session.ts'
import { useSessionTexts } from './session.texts.ts'

export default function SignOutEverywhereDialog({ count, onClose }: { count: number; onClose: () => void }) {
  const text = useSessionTexts()
  const client = useQueryClient()
  // How many there are may have changed since the page was loaded.
  useEffect(() => void client.invalidateQueries({ queryKey: ['session'] }), [client])
  return (
    <ConfirmDialog
      title={text('signOutEverywhereTitle')}
      consequences={text('signOutEverywhereBody', { count })}
      verb={text('signOut')}
      onConfirm={() => signOut('everywhere')}
      onClose={onClose}
    />
  )
}
