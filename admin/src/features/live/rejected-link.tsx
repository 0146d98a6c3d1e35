import { Anchor } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { isKept } from '../../shared/kept-request.ts'
import { mayReadRawData } from '../../shared/may-read-raw-data.ts'
import { useRole } from '../../shared/use-role.ts'
import type { LiveRequestDetails } from './live.api.ts'
import { useLiveTexts } from './live.texts.ts'

/** From a request to what of it waits among the rejected events; nothing where none of it does. */
export function RejectedLink({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const role = useRole()
  if (!isKept(request) || !mayReadRawData(role)) return null
  const { id, list, items } = request
  // Beyond those that are listed only how many were taken is known.
  const count =
    list.length < items
      ? items - request.accepted
      : list.filter(({ verdict }) => verdict === 'refused' || verdict === 'failed').length
  return (
    <Anchor
      size="sm"
      renderRoot={(props) => <Link to="/live/rejected" search={{ view: 'events', request: id }} {...props} />}
    >
      {items === 0 || count === 0 ? text('openRefused') : text('openRejected', { count, items })}
    </Anchor>
  )
}
