import { Button, Stack, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ApiError } from '../../shared/api.ts'
import { isGuid } from '../../shared/define-search.ts'
import { visitQuery } from './activities.api.ts'
import { useActivityTexts } from './activities.texts.ts'

/** Takes the id of a visit, once it is known that there is one. */
export default function VisitChoice({ onChoose }: { onChoose: (id: string) => void }) {
  const text = useActivityTexts()
  const [typed, setTyped] = useState('')
  const [isRefused, setIsRefused] = useState(false)
  const [id, setId] = useState<string | null>(null)
  const { data: visit, error, isFetching } = useQuery({ ...visitQuery(id ?? ''), enabled: id !== null })
  useEffect(() => {
    if (visit !== undefined) onChoose(visit.id)
  }, [visit, onChoose])
  const failure = error === null ? null : sayWhy(error)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const bare = typed.replaceAll(/[\s{}()]/g, '')
        if (isGuid(bare)) setId(bare)
        else setIsRefused(true)
      }}
    >
      <Stack gap="xs">
        <TextInput
          size="xs"
          label={text('visitId')}
          description={text('visitHint')}
          maxLength={64}
          error={isRefused ? text('visitNoId') : failure}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            setIsRefused(false)
            setId(null)
          }}
          data-autofocus
        />
        <Button size="xs" type="submit" loading={isFetching}>
          {text('visitChoose')}
        </Button>
      </Stack>
    </form>
  )

  function sayWhy(error: Error): string {
    return error instanceof ApiError && error.status === 404 ? text('visitNone') : error.message
  }
}
