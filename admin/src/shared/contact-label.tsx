import { Badge } from '@mantine/core'
import type { Contact } from '../../../server/src/features/contacts/contacts.schemas.ts'
import { useSharedTexts } from './shared.texts.ts'

type Named = Pick<Contact, 'known' | 'classification' | 'firstName' | 'middleName' | 'lastName'>

export function labelOf(contact: Named): 'known' | 'anonymous' | 'nameless' | 'robot' {
  if (contact.known) {
    const { firstName, middleName, lastName } = contact
    return firstName === null && middleName === null && lastName === null ? 'nameless' : 'known'
  }
  return contact.classification === 'robot' ? 'robot' : 'anonymous'
}

const colors = { known: 'teal.9', nameless: 'blue.8', anonymous: 'gray.7', robot: 'gray.7' } as const

export function ContactLabel({ contact }: { contact: Named }) {
  const text = useSharedTexts()
  const label = labelOf(contact)
  return (
    <Badge variant="outline" color={colors[label]} size="sm" tt="none" fw={500} autoContrast>
      {text(`label_${label}`)}
    </Badge>
  )
}
