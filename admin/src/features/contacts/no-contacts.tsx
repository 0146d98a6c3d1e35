import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Notice } from '../../shared/notice.tsx'
import { type ContactsSearch, contactFilterNames } from './contacts.search.ts'
import { useContactTexts } from './contacts.texts.ts'

// Only who has nothing yet is offered it.
const DemoOffer = lazy(() => import('../../shared/demo/demo-offer.tsx'))

/** Nobody is there: because nobody came yet, or because nobody fits. */
export function NoContacts({ search, onClear }: { search: ContactsSearch; onClear: () => void }) {
  const text = useContactTexts()
  const isNarrowed = (['q', 'who', 'cursor', ...contactFilterNames] as const).some(
    (name) => search[name] !== undefined,
  )
  if (isNarrowed)
    return (
      <Notice title={text('noneTitle')} message={text('none')}>
        <Button variant="default" onClick={onClear}>
          {text('noneClear')}
        </Button>
      </Notice>
    )
  return (
    <Notice title={text('emptyTitle')} message={text('empty')}>
      <Button renderRoot={(props) => <Link to={'/setup' as string} {...props} />}>
        {text('emptySetup')}
      </Button>
      <Suspense>
        <DemoOffer />
      </Suspense>
    </Notice>
  )
}
