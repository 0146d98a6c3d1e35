import { Anchor, Group, Stack, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { ContactName } from '../../shared/contact-name.tsx'
import { CopyButton } from '../../shared/copy-button.tsx'
import { explainIdentity } from './explain-identity.ts'
import type { LiveRequestDetails } from './live.api.ts'
import classes from './live.module.css'
import { useLiveTexts } from './live.texts.ts'
import { useContactNames } from './use-contact-names.ts'

/** How the visitor was recognised: from what the client said to whose it is. */
export function RequestIdentity({ request }: { request: LiveRequestDetails }) {
  const text = useLiveTexts()
  const { givenId, deviceId, contactId } = request.identity
  return (
    <Stack gap="md">
      <Stack gap={4}>
        {explainIdentity(request).map((key) => (
          <Text key={key}>{text(key)}</Text>
        ))}
      </Stack>
      <ol className={classes.trail}>
        {givenId !== null && <Step name={text('stepGiven')} id={givenId} />}
        {deviceId !== null && <Step name={text('stepDevice')} id={deviceId} />}
        {contactId === null ? (
          <li>
            <Text size="xs" c="dimmed">
              {text('stepContact')}
            </Text>
            <Text size="sm">{text('notStored')}</Text>
          </li>
        ) : (
          <Step name={text('stepContact')} id={contactId} isContact />
        )}
      </ol>
    </Stack>
  )
}

function Step({ name, id, isContact = false }: { name: string; id: string; isContact?: boolean }) {
  const contact = useContactNames(isContact ? [id] : [])(id)
  return (
    <li>
      <Text size="xs" c="dimmed">
        {name}
      </Text>
      {isContact && contact.displayName != null && (
        <Text size="sm" fw={500}>
          <ContactName contact={contact} />
        </Text>
      )}
      <Group gap={2} wrap="nowrap">
        {isContact ? (
          <Anchor className={classes.mono} renderRoot={(props) => <Link to={`/contacts/${id}`} {...props} />}>
            {id}
          </Anchor>
        ) : (
          <span className={classes.mono}>{id}</span>
        )}
        <CopyButton value={id} name={name} />
      </Group>
    </li>
  )
}
