import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useContactName } from '../../shared/contact-name.tsx'
import type { Nameable } from '../../shared/name-contact.ts'

/** Who only walks by, from contact to contact, opens none. */
const LOOKS_AFTER_MS = 1_500

/** Notes a contact among those that were opened lately, which the palette offers. */
export function useNoteOpened(contact: Nameable | undefined): void {
  const client = useQueryClient()
  const nameOf = useContactName()
  const id = contact?.id
  const title = contact === undefined ? '' : nameOf(contact)
  useEffect(() => {
    if (id === undefined) return
    const timer = setTimeout(async () => {
      const { noteOpened } = await import('../../shared/recently-opened.ts')
      await noteOpened(client, { to: `/contacts/${id}/overview`, title })
    }, LOOKS_AFTER_MS)
    return () => clearTimeout(timer)
  }, [client, id, title])
}
