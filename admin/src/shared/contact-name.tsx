import classes from './contact-name.module.css'
import { type Nameable, nameContact } from './name-contact.ts'
import { useSharedTexts } from './shared.texts.ts'

/**
 * The short name of a contact, the same on every screen; whole, or its id where only that is known, on hover. Give its
 * frame a width that ends: what does not fit ends in an ellipsis.
 */
export function ContactName({ contact }: { contact: Nameable }) {
  const name = useContactName()(contact)
  return (
    // What visitors sent may be written from right to left: it may not turn what stands beside it.
    <bdi className={classes.name} title={contact.displayName ?? contact.id}>
      {name}
    </bdi>
  )
}

/** The same as text, for labels that are read out. */
export function useContactName(): (contact: Nameable) => string {
  const text = useSharedTexts()
  return (contact) => {
    const { as, name } = nameContact(contact)
    return as === 'named' ? name : text(as, { digits: name })
  }
}
