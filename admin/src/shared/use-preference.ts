import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useState } from 'react'
import { get, write } from './api.ts'

/**
 * What somebody chose on a screen, kept on the server for each person: it follows them to other browsers. `read` makes sense
 * of what is stored, by an older version perhaps; null: nothing of use. Shown at once, stored behind.
 */
export function usePreference<Value>(
  name: string,
  read: (stored: unknown) => Value | null,
  absent: Value,
): readonly [Value, (value: Value) => void] {
  const client = useQueryClient()
  const { queryKey } = preferenceQuery(name)
  const { data } = useQuery(preferenceQuery(name))
  // The query tells its readers a moment later: a check box would go back and forth meanwhile.
  const [chosen, setChosen] = useState<{ readonly value: Value } | null>(null)
  const { mutate } = useMutation({
    mutationFn: (value: Value) => storePreference(name, value),
    onMutate: (value) => {
      // What was stored before may still be on its way, and would take the choice back.
      void client.cancelQueries({ queryKey }, { revert: false })
      client.setQueryData(queryKey, { value })
    },
    onSettled: () => setChosen(null),
  })
  const choose = useCallback(
    (value: Value) => {
      setChosen({ value })
      mutate(value)
    },
    [mutate],
  )
  return [chosen?.value ?? read(data?.value ?? null) ?? absent, choose]
}

export function preferenceQuery(name: string) {
  return queryOptions({
    queryKey: ['preference', name],
    queryFn: ({ signal }) => get<{ value: unknown }>(`/session/preferences/${name}`, {}, signal),
    staleTime: Number.POSITIVE_INFINITY,
  })
}

export function storePreference(name: string, value: unknown): Promise<void> {
  return write('PUT', `/session/preferences/${name}`, { value })
}
