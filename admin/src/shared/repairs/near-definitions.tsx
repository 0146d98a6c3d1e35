import { Button, Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { CopyButton } from '../copy-button.tsx'
import { type DefinitionKind, type DefinitionView, nearDefinitionsQuery } from './repairs.api.ts'
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
  onUse,
}: {
  kind: DefinitionKind
  name: string
  /** Absent where only the sender can take it. */
  onUse?: (name: string) => void
}) {
  const text = useRepairTexts()
  const { data } = useQuery(nearDefinitionsQuery(name))
  const items = data?.items ?? []
  const ofKind = items.find((one) => one.kind === kind)
  const elsewhere = items.find((one) => one.kind !== kind && isSame(one, name))
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
        <Group gap={onUse === undefined ? 4 : 'sm'}>
          <Text size="sm">{text('didYouMean', { name: ofKind.name })}</Text>
          {onUse === undefined ? (
            <CopyButton value={ofKind.name} name={ofKind.name} />
          ) : (
            <Button size="xs" onClick={() => onUse(ofKind.name)}>
              {text('use', { name: ofKind.name })}
            </Button>
          )}
        </Group>
      )}
    </>
  )
}

function isSame({ id, name }: DefinitionView, idOrName: string): boolean {
  const folded = idOrName.toLowerCase()
  return name.toLowerCase() === folded || folded.replaceAll(/[{}()]/g, '') === id
}
