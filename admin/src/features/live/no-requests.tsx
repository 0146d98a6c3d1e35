import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { Notice } from '../../shared/notice.tsx'
import { useLiveTexts } from './live.texts.ts'

/** Why there is nothing, and what to do. */
export function NoRequests({
  reason,
  onClearFilters,
  onReload,
}: {
  reason: 'nothing' | 'filtered' | 'cleared'
  onClearFilters: () => void
  onReload: () => void
}) {
  const text = useLiveTexts()
  if (reason === 'filtered')
    return (
      <Notice title={text('noneTitle')} message={text('noneMessage')}>
        <Button variant="default" onClick={onClearFilters}>
          {text('clearFilters')}
        </Button>
      </Notice>
    )
  if (reason === 'cleared')
    return (
      <Notice title={text('clearedTitle')} message={text('clearedMessage')}>
        <Button variant="default" onClick={onReload}>
          {text('reload')}
        </Button>
      </Notice>
    )
  return (
    <Notice title={text('emptyTitle')} message={text('emptyMessage')}>
      <Button renderRoot={(props) => <Link to="/setup" {...props} />}>{text('firstEvent')}</Button>
    </Notice>
  )
}
