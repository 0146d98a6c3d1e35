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

/** Readable in both schemes (app.css). */
const colors = {
  known: 'var(--kind-goal)',
  nameless: 'var(--kind-pageView)',
  anonymous: 'var(--kind-custom)',
  robot: 'var(--kind-custom)',
} as const

export function ContactLabel({ contact }: { contact: Named }) {
  const text = useSharedTexts()
  const label = labelOf(contact)
  return (
    <Badge variant="dot" color={colors[label]} size="sm" tt="none" fw={500}>
      {text(`label_${label}`)}
    </Badge>
  )
}
