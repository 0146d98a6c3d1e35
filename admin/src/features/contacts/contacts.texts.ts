import { defineTexts } from '../../shared/define-texts.ts'

export const useContactTexts = defineTexts({
  title: 'Contacts',
  purpose: 'Everybody who was seen, by name or without.',
  name: 'Name',
  email: 'E-mail',
  lastActivity: 'Last activity',
  emptyTitle: 'Nobody was seen yet',
  empty: 'Contacts appear here with their first event.',
})
