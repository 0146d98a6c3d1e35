import { Alert, Anchor, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { ReplayResult } from '../../../../server/src/features/rejected-events/rejected-events.schemas.ts'
import classes from './rejected.module.css'
import { useRejectedEventTexts } from './rejected-event.texts.ts'

/** What a replay came to, event for event. */
export function ReplayResultView({ result }: { result: ReplayResult }) {
  const text = useRejectedEventTexts()
  const isReplayed = result.status === 'replayed'
  const contactId = result.event.storedContactId
  const title = isReplayed
    ? text(result.wasStored ? 'resultWasStored' : 'resultReplayed')
    : result.message === result.event.message
      ? text('resultRefusedSame')
      : text('resultRefused', { message: result.message ?? '' })
  return (
    <Alert
      role="status"
      variant="outline"
      color={isReplayed ? 'var(--verdict-accepted)' : 'var(--verdict-refused)'}
      title={title}
      icon={isReplayed ? <IconCircleCheck aria-hidden /> : <IconAlertTriangle aria-hidden />}
      classNames={{ title: classes.wrap ?? '' }}
    >
      {isReplayed && contactId !== null && (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/contacts/$id" params={{ id: contactId }} {...props} />}
        >
          {text('seeContact')}
        </Anchor>
      )}
      {result.items.length > 1 && (
        <>
          <Text size="sm">{text('resultItems')}</Text>
          <ol className={classes.list}>
            {result.items.map((item, index) => (
              <li key={index}>
                <ItemWord item={item} />
              </li>
            ))}
          </ol>
        </>
      )}
    </Alert>
  )
}

function ItemWord({ item }: { item: ReplayResult['items'][number] }) {
  const text = useRejectedEventTexts()
  switch (item.status) {
    case 'stored':
      return text('itemStored')
    case 'ready':
      return text('itemReady')
    case 'dropped':
      return text('itemDropped', { message: item.message ?? '' })
    default:
      return text('itemRefused', { message: item.message ?? '' })
  }
}
