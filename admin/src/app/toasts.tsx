import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'
import { useIsPhone } from '../shared/use-is-phone.ts'

/** Loaded with the first toast, which waits for it. */
export default function Toasts() {
  const isPhone = useIsPhone()
  return <Notifications position={isPhone ? 'bottom-center' : 'top-right'} limit={3} autoClose={4000} />
}
