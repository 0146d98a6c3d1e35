import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ContactsSearch, contactFilterNames } from './contacts.search.ts'

/** The address of the list, which is all that it knows, and how to change it. */
export function useContactsSearch(): {
  readonly search: ContactsSearch
  /** Other filters or another order: the list begins anew. */
  readonly narrow: (changes: ContactsSearch) => void
  readonly turnTo: (cursor: string | undefined, at: string | undefined) => void
  readonly peek: (id: string | undefined) => void
  readonly clear: () => void
  /** The notice of an old link was read. */
  readonly forgetLink: () => void
} {
  const search = useSearch({ from: '/contacts' })
  const navigate = useNavigate({ from: '/contacts' })

  function change(changes: ContactsSearch, more: { replace?: boolean; resetScroll?: boolean } = {}): void {
    void navigate({ search: (old: ContactsSearch) => ({ ...old, ...changes }), ...more })
  }
  return {
    search,
    narrow: (changes) =>
      change({ cursor: undefined, at: undefined, peek: undefined, ...changes }, { resetScroll: false }),
    turnTo: (cursor, at) => change({ cursor, at, peek: undefined }),
    // What opens over the list is a page of its own: Back closes it. The next one takes its place, as does the list.
    peek: (id) => change({ peek: id }, { replace: search.peek !== undefined, resetScroll: false }),
    forgetLink: () => change({ link: undefined }, { replace: true, resetScroll: false }),
    clear: () =>
      change(
        Object.fromEntries(
          ['q', 'who', 'cursor', 'at', 'peek', ...contactFilterNames].map((name) => [name, undefined]),
        ),
      ),
  }
}
