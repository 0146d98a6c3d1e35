import '@mantine/notifications/styles.css'
import { useMediaQuery } from '@mantine/hooks'
import { Notifications } from '@mantine/notifications'

/** Loaded with the first toast, which waits for it. */
export default function Toasts() {
  const isPhone = useMediaQuery('(max-width: 767px)', false, { getInitialValueInEffect: false })
  return <Notifications position={isPhone ? 'bottom-center' : 'top-right'} limit={3} autoClose={4000} />
}
