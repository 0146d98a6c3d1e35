import { ActionIcon, Button, Group, Text, Title, Tooltip } from '@mantine/core'
import { useHotkeys, useIntersection } from '@mantine/hooks'
import { IconArrowLeft, IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { Link, useNavigate, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { Avatar } from '../../shared/avatar.tsx'
import { ContactLabel } from '../../shared/contact-label.tsx'
import { useContactName } from '../../shared/contact-name.tsx'
import { findOnTrail, readTrail } from '../../shared/contact-trail.ts'
import { CopyButton } from '../../shared/copy-button.tsx'
import { useLetterKeys } from '../../shared/letter-keys.ts'
import { HeaderFacts } from './header-facts.tsx'
import { OpenDot } from './open-mark.tsx'
import type { Contact, Visit } from './profile.api.ts'
import { useProfileTexts } from './profile.texts.ts'
import classes from './profile-header.module.css'

/** Who this is; stays in sight, smaller, while the rest scrolls. */
export function ProfileHeader({ contact, latestVisit }: { contact: Contact; latestVisit: Visit | null }) {
  const text = useProfileTexts()
  const { ref, entry } = useIntersection({ rootMargin: '-60px 0px 0px 0px' })
  const isSmall = entry !== null && !entry.isIntersecting
  const name = useContactName()(contact)
  useEffect(() => {
    document.title = `${name} · Waymark`
  }, [name])

  return (
    <>
      <div ref={ref} className={classes.sentinel} aria-hidden />
      <header className={classes.header} data-small={isSmall || undefined}>
        <div className={classes.who}>
          <Avatar id={contact.id} size={isSmall ? 28 : 48} />
          <div className={classes.words}>
            <Group gap="xs" wrap="nowrap">
              <Title order={1} size={isSmall ? 'h3' : 'h1'} className={classes.name}>
                <bdi>{name}</bdi>
              </Title>
              {latestVisit?.open === true && <OpenDot />}
              <span className={classes.beside}>
                <ContactLabel contact={contact} />
              </span>
            </Group>
          </div>
          {!isSmall && <HeaderFacts contact={contact} latestVisit={latestVisit} />}
        </div>
        <Group gap="md" wrap="nowrap" className={classes.actions}>
          <Neighbours id={contact.id} />
          <span className={classes.beside}>
            <CopyButton
              value={`${location.origin}/admin/contacts/${contact.id}/overview`}
              name={text('copyLink')}
              label={text('copyLink')}
            />
          </span>
        </Group>
      </header>
    </>
  )
}

/** The contacts before and after this one in the list that one came from. */
function Neighbours({ id }: { id: string }) {
  const text = useProfileTexts()
  const navigate = useNavigate()
  const { history } = useRouter()
  const place = findOnTrail(readTrail(), id)
  const go = (to: string | null | undefined) => {
    if (to != null) void navigate({ to: '/contacts/$id/overview', params: { id: to } })
  }
  const [hasLetterKeys] = useLetterKeys()
  useHotkeys(
    hasLetterKeys
      ? [
          ['J', () => go(place?.next)],
          ['K', () => go(place?.previous)],
        ]
      : [],
  )
  if (place === null) return null
  const ends = [
    ['previous', place.previous, IconChevronUp],
    ['next', place.next, IconChevronDown],
  ] as const
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        variant="default"
        size="xs"
        leftSection={<IconArrowLeft size={16} aria-hidden />}
        aria-label={text('backToList')}
        onClick={() => history.push(`/admin${place.list}`)}
      >
        {text('list')}
      </Button>
      {ends.map(([name, neighbour, Icon]) => (
        <Tooltip key={name} label={text(name)}>
          {neighbour === null ? (
            <ActionIcon variant="default" size={30} aria-label={text(name)} disabled>
              <Icon size={18} aria-hidden />
            </ActionIcon>
          ) : (
            <ActionIcon
              variant="default"
              size={30}
              aria-label={text(name)}
              renderRoot={(props) => (
                <Link to="/contacts/$id/overview" params={{ id: neighbour }} {...props} />
              )}
            >
              <Icon size={18} aria-hidden />
            </ActionIcon>
          )}
        </Tooltip>
      ))}
      <Text size="xs" c="dimmed" visibleFrom="sm" ms={4}>
        {text(place.isPart ? 'positionOnPage' : 'position', { position: place.position, count: place.count })}
      </Text>
    </Group>
  )
}
