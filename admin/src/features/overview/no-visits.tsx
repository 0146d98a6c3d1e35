import { Button, Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { Notice } from '../../shared/notice.tsx'
import { healthQuery } from './overview.api.ts'
import { useOverviewTexts } from './overview.texts.ts'
import { isFiltered, useOverviewSearch } from './use-overview-search.ts'

// Only who has nothing yet is offered it.
const DemoOffer = lazy(() => import('../../shared/demo/demo-offer.tsx'))

/** No visit: because nothing ever came, because nobody visited then, or because no visit fits. */
export function NoVisits() {
  const text = useOverviewTexts()
  const { search, change, clear } = useOverviewSearch()
  const { data: health } = useQuery(healthQuery)
  if (health?.channels.every(({ lastEventAt }) => lastEventAt === null))
    return (
      <Notice title={text('emptyTitle')} message={text('empty')}>
        <Button renderRoot={(props) => <Link to={'/setup' as string} {...props} />}>{text('toSetup')}</Button>
        <Suspense>
          <DemoOffer />
        </Suspense>
      </Notice>
    )
  const isWide = search.period === '90d'
  return (
    <Notice title={text('noneTitle')} message={text(isFiltered(search) ? 'noneFiltered' : 'nonePeriod')}>
      <Group gap="xs" justify="center">
        {isFiltered(search) && (
          <Button variant="default" onClick={clear}>
            {text('clear')}
          </Button>
        )}
        {!isWide && (
          <Button
            variant="default"
            onClick={() => change({ period: '90d', from: undefined, to: undefined } as never)}
          >
            {text('widen')}
          </Button>
        )}
      </Group>
    </Notice>
  )
}
