import { notifications } from '@mantine/notifications'
import { useEffect } from 'react'
import { hearOfDroppedValues } from '../shared/define-search.ts'
import { useShellTexts } from './shell.texts.ts'

/** Says what of the address was left out because it was no value. */
export function DroppedValuesNotice() {
  const text = useShellTexts()
  useEffect(
    () =>
      hearOfDroppedValues((names) =>
        notifications.show({
          // The same names again are the same notice.
          id: `dropped ${names.join()}`,
          color: 'yellow.9',
          title: text('droppedTitle'),
          message: text('dropped', { names: names.join(', ') }),
        }),
      ),
    [text],
  )
  return null
}
