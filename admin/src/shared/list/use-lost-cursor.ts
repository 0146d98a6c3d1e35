import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { ApiError } from '../api.ts'
import { useListTexts } from './list.texts.ts'

/** A cursor of another list, or one that was cut in a mail: the list begins anew and says so. */
export function useLostCursor(error: Error | null, onLost: () => void): void {
  const text = useListTexts()
  const isLost = error instanceof ApiError && error.code === 'invalid_cursor'
  useEffect(() => {
    if (!isLost) return
    notifications.show({ id: 'lost-cursor', color: 'yellow.9', message: text('cursorGone') })
    onLost()
  }, [isLost])
}
