import { Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { RoleButton } from '../role-button.tsx'
import { NearDefinitions } from './near-definitions.tsx'
import { RepairDone, RepairFailed } from './repair-result.tsx'
import { createDefinition, type DefinitionKind, isCalled, nearDefinitionsQuery } from './repairs.api.ts'
import { useRepairTexts } from './repairs.texts.ts'

const ID = /^[{(]?[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}[)}]?$/i

/** Defines what a client sent and nobody knew, or says what it was probably meant to be. An id gets a name here. */
export function CreateDefinition({
  kind,
  name,
  onDone,
  uses,
  next,
}: {
  kind: DefinitionKind
  /** As it was sent: a name or an id. */
  name: string
  onDone?: () => void
  /** What can be done with the name that was probably meant. */
  uses?: (name: string) => ReactNode
  /** What comes after; else it has to be sent again. */
  next?: string
}) {
  const text = useRepairTexts()
  const client = useQueryClient()
  const isId = ID.test(name)
  const { data: near } = useQuery(nearDefinitionsQuery(name))
  // A misspelt name is no wish for another definition.
  const isMisspelt = near?.items.some((one) => one.kind === kind) === true
  const [typed, setTyped] = useState('')
  const repair = useMutation({
    mutationFn: () => createDefinition(isId ? { kind, id: name, name: typed.trim() } : { kind, name }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['definitions'] })
      onDone?.()
    },
  })
  // Made here, or by somebody else since.
  const defined = repair.data ?? near?.items.find((one) => one.kind === kind && isCalled(one, name))
  if (defined !== undefined)
    return (
      <RepairDone>
        {text('defined', { name: defined.name })} {next ?? text('sendAgain')}
      </RepairDone>
    )
  return (
    <Stack gap="xs" align="flex-start">
      <NearDefinitions kind={kind} name={name} {...(uses && { uses })} />
      {isId && (
        <TextInput
          size="xs"
          label={text('nameOfId')}
          value={typed}
          maxLength={200}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      <RoleButton
        roles={['admin', 'marketer']}
        size="xs"
        variant={isMisspelt ? 'default' : 'filled'}
        loading={repair.isPending}
        disabled={isId && typed.trim() === ''}
        onClick={() => repair.mutate()}
      >
        {text(`define_${kind}`, { name: isId ? typed.trim() || name : name })}
      </RoleButton>
      {repair.error !== null && <RepairFailed error={repair.error} />}
    </Stack>
  )
}
