import { Drawer } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams } from '@tanstack/react-router'
import { ApiError } from '../../shared/api.ts'
import { Notice } from '../../shared/notice.tsx'
import { PageState } from '../../shared/page-state.tsx'
import { useFocusReturn } from '../../shared/use-focus-return.ts'
import { useIsPhone } from '../../shared/use-is-phone.ts'
import { requestQuery } from './live.api.ts'
import { useLiveTexts } from './live.texts.ts'
import { RequestDetails } from './request-details.tsx'

/** One request, over the list that it was chosen from. */
export function RequestDrawer() {
  const text = useLiveTexts()
  const { requestId } = useParams({ from: '/live/$requestId' })
  const navigate = useNavigate({ from: '/live/$requestId' })
  const isPhone = useIsPhone()
  useFocusReturn(requestId)
  const query = useQuery(requestQuery(requestId))
  const isGone = query.error instanceof ApiError && query.error.status === 404
  return (
    <Drawer
      opened
      onClose={() => void navigate({ to: '/live', search: (search) => search, resetScroll: false })}
      position="right"
      size={isPhone ? '100%' : 720}
      title={text('request')}
      closeButtonProps={{ 'aria-label': text('closeRequest') }}
      overlayProps={{ backgroundOpacity: 0.2 }}
    >
      {isGone ? (
        <Notice title={text('goneTitle')} message={text('goneMessage')} />
      ) : (
        <PageState query={query}>{(request) => <RequestDetails request={request} />}</PageState>
      )}
    </Drawer>
  )
}
