import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Notice } from '../../../shared/notice.tsx'
import { PageState } from '../../../shared/page-state.tsx'
import { consentsQuery } from '../profile.api.ts'
import { useProfileTexts } from '../profile.texts.ts'
import { ConsentCard } from './consent-card.tsx'

const route = getRouteApi('/contacts/$id')

/** Every consent: what was said of it, when, and to which words. */
export function ConsentsTab() {
  const text = useProfileTexts()
  const { id } = route.useParams()
  const query = useQuery(consentsQuery(id))
  return (
    <PageState query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Notice title={text('consentsNoneTitle')} message={text('consentsNone')} />
        ) : (
          <Stack>
            {items.map((consent) => (
              <ConsentCard key={consent.consentId} consent={consent} />
            ))}
          </Stack>
        )
      }
    </PageState>
  )
}
