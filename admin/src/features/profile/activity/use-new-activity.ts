import { useQuery } from '@tanstack/react-query'
import { contactQuery } from '../profile.api.ts'

/** Changes whenever the contact did something; the page asks for it again and again (follow-contact.ts). */
export function useNewActivity(contactId: string): string | undefined {
  const { data } = useQuery(contactQuery(contactId))
  return data && `${data.activityCount} ${data.lastActivityAt}`
}
