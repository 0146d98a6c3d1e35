import { Alert, Anchor } from '@mantine/core'
import { IconArrowMerge } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { formatExact } from '../../shared/format.ts'
import type { Overview } from './profile.api.ts'
import { useProfileTexts } from './profile.texts.ts'

/** The address names a contact that is part of this one now. */
export function MergeBanner({
  merge,
  contactId,
}: {
  merge: NonNullable<Overview['mergedFrom']>
  contactId: string
}) {
  const text = useProfileTexts()
  const at = formatExact(Date.parse(merge.mergedAt))
  const why =
    merge.source === null
      ? text('mergedUnknown', { at })
      : merge.source === 'email'
        ? text('mergedEmail', { at })
        : text('mergedWhy', { at, source: merge.source })
  return (
    <Alert
      color="blue.8"
      icon={<IconArrowMerge aria-hidden />}
      title={text('mergedTitle', { id: merge.id })}
      role="status"
    >
      {why}{' '}
      <Anchor
        inherit
        renderRoot={(props) => <Link to="/contacts/$id/overview" params={{ id: contactId }} {...props} />}
      >
        {text('mergedLink')}
      </Anchor>
    </Alert>
  )
}
