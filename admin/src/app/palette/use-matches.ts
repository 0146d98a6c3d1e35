import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { matchingContactsQuery, resolveQuery } from './palette.api.ts'
import { trimBrackets } from './trim-brackets.ts'

const PAUSE_MS = 200

/** What the server knows of what was typed, asked once the typing pauses. */
export function useMatches(query: string) {
  const typed = trimBrackets(query)
  const [asked] = useDebouncedValue(typed, PAUSE_MS)
  const { data: resolved, isFetching: isResolving } = useQuery(resolveQuery(asked))
  const { data: contacts, isFetching: isSearching } = useQuery(matchingContactsQuery(asked))
  const hits = asked === '' ? [] : (resolved?.items ?? [])
  const exact = hits.filter((hit) => hit.exact)
  const exactIds = new Set(exact.map(({ id }) => id))
  return {
    asked,
    /** As they came, so that an effect can tell when others came. */
    answers: { resolved, contacts },
    exact,
    inexact: hits.filter((hit) => !hit.exact),
    people: asked === '' ? [] : (contacts?.items ?? []).filter(({ id }) => !exactIds.has(id)),
    /** Nothing more will be found for what stands in the field now. */
    isComplete: asked === typed && !isResolving && !isSearching,
    isUnknownId: asked === typed && resolved?.isId === true && exact.length === 0,
  }
}
