import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { CopyButton } from '../copy-button.tsx'
import { type DefinitionKind, isCalled, nearDefinitionsQuery } from './repairs.api.ts'
import { useRepairTexts } from './repairs.texts.ts'

/** How clients name each kind on the Sitecore wire. */
const members: Readonly<Record<DefinitionKind, string>> = {
  goal: 'goalId',
  event: 'eventId',
  outcome: 'outcomeId',
  campaign: 'campaignId',
  activityType: 'type',
}

/** What was probably meant: a name of this kind that is nearly the same, or this very name in another kind. */
export function NearDefinitions({
  kind,
  name,
  uses,
}: {
  kind: DefinitionKind
  name: string
  /** What can be done with it; absent where only the sender can take it. */
  uses?: (name: string) => ReactNode
}) {
  const text = useRepairTexts()
  const { data } = useQuery(nearDefinitionsQuery(name))
  const items = data?.items ?? []
  const ofKind = items.find((one) => one.kind === kind)
  const elsewhere = items.find((one) => one.kind !== kind && isCalled(one, name))
  return (
    <>
      {elsewhere !== undefined && (
        <Text size="sm">
          {text('otherKind', {
            kind: text(`kind_${elsewhere.kind}`),
            name: elsewhere.name,
            member: members[elsewhere.kind],
          })}
        </Text>
      )}
      {ofKind !== undefined && (
        <Group gap={uses === undefined ? 4 : 'sm'}>
          <Text size="sm">{text('didYouMean', { name: ofKind.name })}</Text>
          {uses === undefined ? <CopyButton value={ofKind.name} name={ofKind.name} /> : uses(ofKind.name)}
        </Group>
      )}
    </>
  )
}
