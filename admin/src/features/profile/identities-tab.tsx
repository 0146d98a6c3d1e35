import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { PageState } from '../../shared/page-state.tsx'
import { DevicesTable } from './identities/devices-table.tsx'
import { IdentifiersTable } from './identities/identifiers-table.tsx'
import { MergesTable } from './identities/merges-table.tsx'
import { identitiesQuery } from './profile.api.ts'

const route = getRouteApi('/contacts/$id')

/** By what a contact is known: names in other systems, devices, and the contacts that it turned out to be. */
export function IdentitiesTab() {
  const { id } = route.useParams()
  const query = useQuery(identitiesQuery(id))
  return (
    <PageState query={query}>
      {(identities) => (
        <Stack>
          <IdentifiersTable identities={identities} />
          <DevicesTable identities={identities} />
          <MergesTable identities={identities} />
        </Stack>
      )}
    </PageState>
  )
}
